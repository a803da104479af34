package io.millrace.producer.server;

import io.millrace.producer.live.Moment;
import io.millrace.stream.protocol.Shard;
import org.jspecify.annotations.Nullable;

/**
 * What was last sent to a reader of one event loop. At the head all of them want the same lines, and get them here without a
 * lock and without looking for them. For that loop's thread only.
 */
final class HeadLines {
    private final BlockCache blocks;
    private final EncodeAhead ahead;
    private final ServerEvents events;
    private long from = -1;
    private @Nullable Lines last;

    HeadLines(BlockCache blocks, EncodeAhead ahead, ServerEvents events) {
        this.blocks = blocks;
        this.ahead = ahead;
        this.events = events;
    }

    /**
     * As {@link BlockCache#lines}.
     *
     * @param shard what the reader will want after these
     */
    @Nullable
    Lines lines(Moment moment, Shard shard, long first, long to, Runnable ready) {
        Lines known = last;
        if (known != null && first == from && known.next() <= to) {
            events.reused();
            return known.share();
        }
        if (first % Shard.BLOCK_SIZE == 0) {
            ahead.wish(moment, shard, first / Shard.BLOCK_SIZE);
        }
        Lines found = blocks.lines(moment, first, to, ready);
        if (found != null) {
            release();
            from = first;
            last = found.share();
        }
        return found;
    }

    /** Lets go of the memory. */
    void release() {
        Lines known = last;
        if (known != null) {
            known.bytes().release();
            last = null;
        }
    }
}

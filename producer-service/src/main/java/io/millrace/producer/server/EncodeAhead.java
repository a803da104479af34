package io.millrace.producer.server;

import io.millrace.producer.live.Moment;
import io.millrace.stream.protocol.Shard;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A thread that encodes the block which a reader behind the head will want next, while the reader's own loop sends the one
 * before it. It only ever has one block to do: a later wish ends the work on an earlier one, whose reader has come to it.
 */
final class EncodeAhead implements AutoCloseable {
    private static final long JOIN_MILLIS = 2_000;

    private final BlockCache blocks;
    private final AtomicReference<@Nullable Wish> wish = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "millrace-ahead");
    private volatile boolean closed;

    private record Wish(Moment moment, long number) {}

    EncodeAhead(BlockCache blocks) {
        this.blocks = blocks;
        thread.setDaemon(true);
        thread.start();
    }

    /** Has a block encoded, if all of its events exist. */
    void wish(Moment moment, long number) {
        if ((number + 1) * Shard.BLOCK_SIZE <= moment.head()) {
            wish.set(new Wish(moment, number));
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!closed) {
            Wish next = wish.getAndSet(null);
            if (next == null) {
                LockSupport.park(this);
            } else {
                encode(next);
            }
        }
    }

    private void encode(Wish wanted) {
        long next = wanted.number() * Shard.BLOCK_SIZE;
        long end = next + Shard.BLOCK_SIZE;
        try {
            while (next < end && wish.get() == null && !closed) {
                Lines lines = blocks.lines(wanted.moment(), next, end);
                lines.bytes().release();
                next = lines.next();
            }
        } catch (RuntimeException | OutOfMemoryError failure) {
            // the reader will meet the same failure, and answer for it
        }
    }

    /** Ends the thread. Idempotent. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.millrace.producer.server;

import io.millrace.producer.generator.EventSource;
import io.millrace.producer.live.Moment;
import io.millrace.stream.protocol.Shard;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The blocks that readers asked for of late, within a budget of bytes. What was dropped is computed again when a slow reader
 * comes to it. Thread-safe; nobody waits for a thread that encodes.
 */
final class BlockCache implements AutoCloseable {
    private final long budget;
    private final ServerEvents events;
    private final Map<Long, Block> blocks = new LinkedHashMap<>(64, 0.75f, true);
    private final ThreadLocal<PageEncoder> encoders;
    private long bytes;
    private boolean closed;

    /** @param budget bytes of memory; blocks that are being encoded, and what connections still send, come on top */
    BlockCache(EventSource source, long budget, ServerEvents events) {
        this.budget = budget;
        this.events = events;
        this.encoders = ThreadLocal.withInitial(() -> new PageEncoder(source, events));
    }

    /**
     * Returns some of the lines from {@code from} on, at least one and all in one block, none at or past {@code to}.
     *
     * @param ready run once, by another thread, when it is worth asking again; only where this returns null
     * @return null while another thread encodes lines of that block
     */
    @Nullable
    Lines lines(Moment moment, long from, long to, Runnable ready) {
        long number = from / Shard.BLOCK_SIZE;
        Block block = pin(number);
        try {
            long end = Math.min(to, (number + 1) * Shard.BLOCK_SIZE);
            Lines found = block.find(from, end);
            if (found != null) {
                events.reused();
                return found;
            }
            return block.claim(ready) ? encoded(block, moment, from, end) : null;
        } finally {
            unpin(block);
        }
    }

    private @Nullable Lines encoded(Block claimed, Moment moment, long from, long end) {
        try {
            // between the look and the claim another thread may have encoded them
            if (claimed.gap(from, end) == from) {
                encodePage(claimed, moment, from, end);
            }
            return claimed.find(from, end);
        } finally {
            claimed.release();
        }
    }

    /**
     * Encodes some of what a block lacks.
     *
     * @param from where in the block to begin
     * @param pages how many at most
     * @return the next line to go on from; the end of the block where it is whole, or another thread is at it
     */
    long encode(Moment moment, long from, int pages) {
        long number = from / Shard.BLOCK_SIZE;
        long end = (number + 1) * Shard.BLOCK_SIZE;
        Block block = pin(number);
        try {
            return block.claim() ? encodePages(block, moment, from, end, pages) : end;
        } finally {
            unpin(block);
        }
    }

    private long encodePages(Block claimed, Moment moment, long from, long end, int pages) {
        try {
            long next = claimed.gap(from, end);
            for (int page = 0; page < pages && next < end; page++) {
                encodePage(claimed, moment, next, end);
                next = claimed.gap(next, end);
            }
            return next;
        } finally {
            claimed.release();
        }
    }

    private void encodePage(Block claimed, Moment moment, long from, long end) {
        PageEncoder encoder = encoders.get();
        encoder.encode(moment, from, claimed.endOfGap(from, end));
        claimed.add(from, encoder);
    }

    private synchronized Block pin(long number) {
        Block block = blocks.computeIfAbsent(number, Block::new);
        block.pin();
        return block;
    }

    private void unpin(Block block) {
        book(block, block.takeUnbooked());
    }

    private synchronized void book(Block block, int taken) {
        block.unpin();
        bytes += taken;
        drop(closed ? 0 : budget);
    }

    /** Drops what was used least of late. */
    private void drop(long most) {
        Iterator<Block> eldest = blocks.values().iterator();
        while (bytes > most && eldest.hasNext()) {
            Block candidate = eldest.next();
            if (!candidate.isPinned()) {
                bytes -= candidate.bytes();
                candidate.free();
                eldest.remove();
            }
        }
    }

    /** The bytes of memory that the blocks take. */
    synchronized long bytes() {
        return bytes;
    }

    /** Drops all blocks; those that threads are still at work with when these are done. */
    @Override
    public synchronized void close() {
        closed = true;
        drop(0);
    }
}

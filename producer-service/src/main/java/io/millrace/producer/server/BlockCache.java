package io.millrace.producer.server;

import io.millrace.producer.generator.EventSource;
import io.millrace.producer.generator.LineBuffer;
import io.millrace.producer.live.Moment;
import io.millrace.stream.protocol.Shard;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The blocks that readers asked for of late, within a budget of bytes. What was dropped is computed again when a slow reader
 * comes to it. Thread-safe.
 */
final class BlockCache implements AutoCloseable {
    private static final int SCRATCH_BYTES = 2 * Page.BYTES;
    private static final int MOST_SCRATCH_BYTES = 1024 * 1024;

    private final EventSource source;
    private final long budget;
    private final ServerEvents events;
    private final Map<Long, Block> blocks = new LinkedHashMap<>(64, 0.75f, true);
    private final ThreadLocal<LineBuffer> scratch = ThreadLocal.withInitial(() -> new LineBuffer(SCRATCH_BYTES));
    private long bytes;

    /** @param budget bytes of memory; blocks that are being encoded, and what connections still send, come on top */
    BlockCache(EventSource source, long budget, ServerEvents events) {
        this.source = source;
        this.budget = budget;
        this.events = events;
    }

    /** Returns some of the lines from {@code from} on, at least one and all in one block, none at or past {@code to}. */
    Lines lines(Moment moment, long from, long to) {
        long number = from / Shard.BLOCK_SIZE;
        Block block = pin(number);
        try {
            long end = Math.min(to, (number + 1) * Shard.BLOCK_SIZE);
            return block.lines(source, moment, from, end, scratch.get(), events);
        } finally {
            if (scratch.get().array().length > MOST_SCRATCH_BYTES) {
                scratch.remove();
            }
            unpin(block);
        }
    }

    private synchronized Block pin(long number) {
        Block block = blocks.computeIfAbsent(number, Block::new);
        block.pin();
        return block;
    }

    private synchronized void unpin(Block block) {
        block.unpin();
        bytes += block.takeUnbooked();
        Iterator<Block> eldest = blocks.values().iterator();
        while (bytes > budget && eldest.hasNext()) {
            Block candidate = eldest.next();
            if (!candidate.isPinned()) {
                bytes -= candidate.bytes();
                candidate.release();
                eldest.remove();
            }
        }
    }

    /** The bytes of memory that the blocks take. */
    synchronized long bytes() {
        return bytes;
    }

    @Override
    public synchronized void close() {
        blocks.values().forEach(Block::release);
        blocks.clear();
        bytes = 0;
    }
}

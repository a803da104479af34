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
    private static final int SCRATCH_BYTES = 512 * 1024;
    private static final int MOST_SCRATCH_BYTES = 1024 * 1024;

    private final EventSource source;
    private final long budget;
    private final Map<Long, Block> blocks = new LinkedHashMap<>(64, 0.75f, true);
    private final ThreadLocal<LineBuffer> scratch = ThreadLocal.withInitial(() -> new LineBuffer(SCRATCH_BYTES));
    private long bytes;

    BlockCache(EventSource source, long budget) {
        this.source = source;
        this.budget = budget;
    }

    /** Returns some of the lines from {@code from} on, at least one and all in one block, none at or past {@code to}. */
    Lines lines(Moment moment, long from, long to) {
        long number = from / Shard.BLOCK_SIZE;
        Block block = pin(number);
        try {
            long end = Math.min(to, (number + 1) * Shard.BLOCK_SIZE);
            return block.lines(source, moment, from, end, scratch.get());
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

    @Override
    public synchronized void close() {
        blocks.values().forEach(Block::release);
        blocks.clear();
        bytes = 0;
    }
}

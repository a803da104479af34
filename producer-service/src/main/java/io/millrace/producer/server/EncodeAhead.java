package io.millrace.producer.server;

import io.millrace.producer.live.Moment;
import io.millrace.stream.protocol.Shard;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * Threads that encode the blocks which a reader behind the head will want next, while its event loop sends those before. They
 * only ever have a few blocks to do: a wish that comes while there are more is forgotten, and the reader's loop encodes that
 * block itself.
 */
final class EncodeAhead implements AutoCloseable {
    /** How far ahead of a reader, in blocks of its shard. */
    static final int BLOCKS = 4;

    /** With more readers the loops keep all cores busy, and what is encoded ahead might be dropped before it is wanted. */
    static final int FEW_READERS = 64;

    private static final int MOST_WISHES = 2 * BLOCKS;

    /** A reader that waits for a block is given at most as much at once. */
    private static final int PAGES_AT_ONCE = 8;

    private static final long CLOSE_MILLIS = 2_000;

    private final BlockCache blocks;
    private final IntSupplier readers;
    private final ThreadPoolExecutor threads;
    private volatile boolean closed;

    /** @param readers how many readers there are */
    EncodeAhead(BlockCache blocks, IntSupplier readers, int threadCount) {
        this.blocks = blocks;
        this.readers = readers;
        this.threads = new ThreadPoolExecutor(
                threadCount,
                threadCount,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(MOST_WISHES),
                new DefaultThreadFactory("millrace-ahead", true),
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Has those blocks of a shard encoded that come after one, as far as all of their events exist. */
    void wish(Moment moment, Shard shard, long number) {
        if (readers.getAsInt() > FEW_READERS) {
            return;
        }
        long next = number;
        for (int ahead = 0; ahead < BLOCKS; ahead++) {
            next = shard.next((next + 1) * Shard.BLOCK_SIZE) / Shard.BLOCK_SIZE;
            long wanted = next;
            if ((wanted + 1) * Shard.BLOCK_SIZE <= moment.head()) {
                threads.execute(() -> encode(moment, wanted));
            }
        }
    }

    private void encode(Moment moment, long number) {
        long next = number * Shard.BLOCK_SIZE;
        long end = next + Shard.BLOCK_SIZE;
        try {
            while (next < end && !closed) {
                next = blocks.encode(moment, next, PAGES_AT_ONCE);
            }
        } catch (RuntimeException | Error failure) {
            // the reader will meet the same failure, and answer for it
        }
    }

    /** Ends the threads. Idempotent. */
    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
        try {
            threads.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

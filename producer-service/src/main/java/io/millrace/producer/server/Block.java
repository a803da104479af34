package io.millrace.producer.server;

import io.millrace.producer.generator.EventSource;
import io.millrace.producer.generator.LineBuffer;
import io.millrace.producer.live.Moment;
import io.millrace.producer.live.StreamEncoder;
import io.millrace.stream.protocol.Shard;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The lines of one block, as far as they were asked for. They are encoded once, in chunks which never change; readers get
 * slices of these. Thread-safe.
 */
final class Block {
    /** A chunk ends with the line that reaches this size; recorded lines may be a megabyte each. */
    private static final int CHUNK_BYTES = 512 * 1024;

    private final List<Chunk> chunks = new ArrayList<>(1);
    private long encodedTo;
    private int bytes;
    private int unbooked;
    private int pins;

    Block(long number) {
        this.encodedTo = number * Shard.BLOCK_SIZE;
    }

    /** Lines that lie together in memory: {@code ends[i]} is where the line of {@code from + i} ends. */
    private static final class Chunk {
        private final long from;
        private final int[] ends;
        private final ByteBuf bytes;

        Chunk(long from, int[] ends, ByteBuf bytes) {
            this.from = from;
            this.ends = ends;
            this.bytes = bytes;
        }

        Lines slice(long first, long to) {
            long last = Math.min(to, from + ends.length);
            int start = first == from ? 0 : ends[(int) (first - from) - 1];
            int end = ends[(int) (last - from) - 1];
            return new Lines(bytes.retainedSlice(start, end - start), last);
        }
    }

    /** Returns some of the lines from {@code from} on, at least one, none at or past {@code to}. */
    synchronized Lines lines(EventSource source, Moment moment, long from, long to, LineBuffer scratch) {
        while (encodedTo <= from) {
            Chunk chunk = encode(source, moment, encodedTo, to, scratch);
            chunks.add(chunk);
            encodedTo += chunk.ends.length;
        }
        int i = chunks.size() - 1;
        while (chunks.get(i).from > from) {
            i--;
        }
        return chunks.get(i).slice(from, to);
    }

    private Chunk encode(EventSource source, Moment moment, long from, long to, LineBuffer scratch) {
        StreamEncoder encoder = new StreamEncoder(source, moment, to);
        int[] ends = new int[(int) (to - from)];
        int count = 0;
        scratch.reset();
        for (long sequence = from; sequence < to && scratch.length() < CHUNK_BYTES; sequence++) {
            encoder.encode(sequence, scratch);
            ends[count++] = scratch.length();
        }
        ByteBuf copy = ByteBufAllocator.DEFAULT.directBuffer(scratch.length(), scratch.length());
        copy.writeBytes(scratch.array(), 0, scratch.length());
        bytes += scratch.length();
        unbooked += scratch.length();
        return new Chunk(from, Arrays.copyOf(ends, count), copy);
    }

    /** Returns the bytes encoded since the last call, for the account of all blocks. */
    synchronized int takeUnbooked() {
        int taken = unbooked;
        unbooked = 0;
        return taken;
    }

    synchronized int bytes() {
        return bytes;
    }

    synchronized void release() {
        chunks.forEach(chunk -> chunk.bytes.release());
        chunks.clear();
    }

    void pin() {
        pins++;
    }

    void unpin() {
        pins--;
    }

    boolean isPinned() {
        return pins > 0;
    }
}

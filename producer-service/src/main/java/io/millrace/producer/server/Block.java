package io.millrace.producer.server;

import io.millrace.producer.generator.EventSource;
import io.millrace.producer.generator.LineBuffer;
import io.millrace.producer.live.Moment;
import io.millrace.producer.live.StreamEncoder;
import io.millrace.stream.protocol.Shard;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one block, as far as they were asked for. A line is encoded once, together with those that follow it on a page;
 * readers get slices of pages. Thread-safe.
 */
final class Block {
    /** What a block takes besides its pages: the object, its two arrays and its place in the cache. */
    static final int OVERHEAD_BYTES = 2_400;

    private final long first;

    /** The page that each line is on, and where the line ends there. */
    private final @Nullable Page[] pages = new @Nullable Page[Shard.BLOCK_SIZE];

    private final int[] ends = new int[Shard.BLOCK_SIZE];

    private int bytes = OVERHEAD_BYTES;
    private int unbooked = OVERHEAD_BYTES;
    private int pins;

    Block(long number) {
        this.first = number * Shard.BLOCK_SIZE;
    }

    /** Returns some of the lines from {@code from} on, at least one, none at or past {@code to}. */
    synchronized Lines lines(
            EventSource source, Moment moment, long from, long to, LineBuffer scratch, ServerEvents events) {
        int start = (int) (from - first);
        Page page = pages[start];
        if (page == null) {
            long started = System.nanoTime();
            int count = encode(source, moment, from, endOfGap(from, to), scratch);
            page = store(start, count, scratch);
            events.encoded(count, scratch.length(), System.nanoTime() - started);
        } else {
            events.reused();
        }
        int end = start + 1;
        int limit = (int) (to - first);
        while (end < limit && pages[end] == page) {
            end++;
        }
        boolean pageBegins = start == 0 || pages[start - 1] != page;
        return new Lines(page.slice(pageBegins ? 0 : ends[start - 1], ends[end - 1]), first + end);
    }

    /** The first line after {@code from} that is encoded already. */
    private long endOfGap(long from, long to) {
        long end = from + 1;
        while (end < to && pages[(int) (end - first)] == null) {
            end++;
        }
        return end;
    }

    /** Encodes about a page of lines, at least one, and returns how many. */
    private int encode(EventSource source, Moment moment, long from, long to, LineBuffer scratch) {
        StreamEncoder encoder = new StreamEncoder(source, moment, to);
        int place = (int) (from - first);
        int count = 0;
        scratch.reset();
        for (long sequence = from; sequence < to && scratch.length() < Page.BYTES; sequence++) {
            encoder.encode(sequence, scratch);
            ends[place + count++] = scratch.length();
        }
        return count;
    }

    /** Puts lines behind those before them, if there is room on their page, else on a page of their own. */
    private Page store(int start, int count, LineBuffer scratch) {
        Page before = start == 0 ? null : pages[start - 1];
        Page page = before != null && before.hasRoomFor(scratch.length()) ? before : newPage(start + count, scratch);
        int offset = page.length();
        page.add(scratch.array(), scratch.length());
        for (int i = start; i < start + count; i++) {
            pages[i] = page;
            ends[i] += offset;
        }
        return page;
    }

    private Page newPage(int end, LineBuffer scratch) {
        boolean full = end == Shard.BLOCK_SIZE || pages[end] != null;
        Page page = Page.of(scratch.length(), full);
        bytes += page.capacity();
        unbooked += page.capacity();
        return page;
    }

    /** Returns the bytes of memory taken since the last call, for the account of all blocks. */
    synchronized int takeUnbooked() {
        int taken = unbooked;
        unbooked = 0;
        return taken;
    }

    /** The bytes of memory it takes. */
    synchronized int bytes() {
        return bytes;
    }

    synchronized void release() {
        Page released = null;
        for (int i = 0; i < pages.length; i++) {
            Page page = pages[i];
            if (page != null && page != released) {
                page.release();
                released = page;
            }
            pages[i] = null;
        }
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

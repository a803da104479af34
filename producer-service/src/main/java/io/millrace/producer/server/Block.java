package io.millrace.producer.server;

import io.millrace.stream.protocol.Shard;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one block, as far as they were asked for. A line is encoded once, together with those that follow it on a page;
 * readers get slices of pages. One thread at a time encodes lines of a block, and holds no lock while it does. Thread-safe.
 */
final class Block {
    /** What a block takes besides its pages: the object, its two arrays and its place in the cache. */
    static final int OVERHEAD_BYTES = 2_400;

    private final long first;

    /** The page that each line is on, and where the line ends there. */
    private final @Nullable Page[] pages = new @Nullable Page[Shard.BLOCK_SIZE];

    private final int[] ends = new int[Shard.BLOCK_SIZE];

    /** Who is told when the thread that encodes is done. */
    private List<Runnable> waiting = new ArrayList<>();

    private boolean claimed;
    private int bytes = OVERHEAD_BYTES;
    private int unbooked = OVERHEAD_BYTES;

    /** Threads at work with it; guarded by the cache. */
    private int pins;

    Block(long number) {
        this.first = number * Shard.BLOCK_SIZE;
    }

    /** Returns some of the lines from {@code from} on, none at or past {@code to}; null where the first is not encoded. */
    synchronized @Nullable Lines find(long from, long to) {
        int start = (int) (from - first);
        Page page = pages[start];
        if (page == null) {
            return null;
        }
        int end = start + 1;
        int limit = (int) (to - first);
        while (end < limit && pages[end] == page) {
            end++;
        }
        boolean pageBegins = start == 0 || pages[start - 1] != page;
        return new Lines(page.slice(pageBegins ? 0 : ends[start - 1], ends[end - 1]), first + end);
    }

    /**
     * Lets the calling thread encode lines, until it {@link #release}s the block.
     *
     * @param ready run once, by another thread, when that one releases the block; only where this returns false
     * @return false while another thread has claimed it
     */
    synchronized boolean claim(Runnable ready) {
        if (claimed) {
            waiting.add(ready);
            return false;
        }
        claimed = true;
        return true;
    }

    /** As {@link #claim(Runnable)}, for who does not wait. */
    synchronized boolean claim() {
        if (claimed) {
            return false;
        }
        claimed = true;
        return true;
    }

    /** Ends a claim. */
    void release() {
        List<Runnable> told;
        synchronized (this) {
            claimed = false;
            told = waiting;
            waiting = new ArrayList<>();
        }
        told.forEach(Runnable::run);
    }

    /** The first line from {@code from} on that is not encoded yet, at most {@code to}. */
    synchronized long gap(long from, long to) {
        long next = from;
        while (next < to && pages[(int) (next - first)] != null) {
            next++;
        }
        return next;
    }

    /** The first line after {@code gap} that is encoded already, at most {@code to}. */
    synchronized long endOfGap(long gap, long to) {
        long end = gap + 1;
        while (end < to && pages[(int) (end - first)] == null) {
            end++;
        }
        return end;
    }

    /** Keeps lines behind those before them, if there is room on their page, else on a page of their own. */
    synchronized void add(long from, PageEncoder encoded) {
        int start = (int) (from - first);
        int end = start + encoded.count();
        Page before = start == 0 ? null : pages[start - 1];
        Page page = before != null && before.hasRoomFor(encoded.length()) ? before : newPage(end, encoded.length());
        int offset = page.length();
        encoded.addTo(page);
        for (int i = start; i < end; i++) {
            pages[i] = page;
            ends[i] = offset + encoded.end(i - start);
        }
    }

    private Page newPage(int end, int length) {
        boolean full = end == Shard.BLOCK_SIZE || pages[end] != null;
        Page page = Page.of(length, full);
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

    /** Lets go of its pages; connections may still send what they were given. */
    synchronized void free() {
        Page freed = null;
        for (int i = 0; i < pages.length; i++) {
            Page page = pages[i];
            if (page != null && page != freed) {
                page.release();
                freed = page;
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

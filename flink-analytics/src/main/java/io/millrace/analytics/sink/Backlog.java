package io.millrace.analytics.sink;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The results that are not acknowledged, oldest first. A batch is sent from its head and stays there until it is acknowledged.
 * A batch that is refused is tried again in halves, until the one result that is to blame is found. For one thread, but for its
 * size and its bytes.
 */
final class Backlog {
    static final int MOST_IN_BATCH = 500;
    static final int MOST_BATCH_BYTES = 1 << 20;

    private final ArrayDeque<byte[]> lines = new ArrayDeque<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger size = new AtomicInteger();
    private int limit = MOST_IN_BATCH;

    /** Adds a result. */
    void add(byte[] line) {
        lines.addLast(line);
        count(1, line.length);
    }

    /** Results in it. */
    int size() {
        return size.get();
    }

    /** Bytes of the results in it. */
    long bytes() {
        return bytes.get();
    }

    /** How many of the oldest results to send next; none if there are none. */
    int nextBatch() {
        int count = 0;
        long batchBytes = 0;
        for (byte[] line : lines) {
            batchBytes += line.length + 1L;
            if (count == limit || count > 0 && batchBytes > MOST_BATCH_BYTES) {
                break;
            }
            count++;
        }
        return count;
    }

    /** Returns the oldest results, each ended by a line feed. */
    byte[] ndjson(int count) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Iterator<byte[]> oldest = lines.iterator();
        for (int i = 0; i < count; i++) {
            body.writeBytes(oldest.next());
            body.write('\n');
        }
        return body.toByteArray();
    }

    /** The oldest results were acknowledged. */
    void acknowledged(int count) {
        remove(count);
        limit = Math.min(MOST_IN_BATCH, limit * 2);
    }

    /**
     * The oldest results were refused.
     *
     * @return how many of them are given up: one if it was sent alone, else none
     */
    int refused(int count) {
        if (count == 1) {
            remove(1);
            return 1;
        }
        limit = count / 2;
        return 0;
    }

    /** Everything in it, in parts that can go to different subtasks. */
    List<PendingResults> parts() {
        List<PendingResults> parts = new ArrayList<>();
        List<byte[]> part = new ArrayList<>();
        for (byte[] line : lines) {
            part.add(line);
            if (part.size() == MOST_IN_BATCH) {
                parts.add(new PendingResults(part));
                part = new ArrayList<>();
            }
        }
        if (!part.isEmpty()) {
            parts.add(new PendingResults(part));
        }
        return parts;
    }

    private void remove(int count) {
        for (int i = 0; i < count; i++) {
            count(-1, -lines.removeFirst().length);
        }
    }

    private void count(int moreLines, long moreBytes) {
        size.addAndGet(moreLines);
        bytes.addAndGet(moreBytes);
    }
}

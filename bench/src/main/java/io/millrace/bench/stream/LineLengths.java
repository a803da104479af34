package io.millrace.bench.stream;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long the lines of a stream are, learned from whichever reader gets one first, so that ten thousand readers need not look
 * at every byte on cores that the server needs. Thread-safe.
 */
final class LineLengths {
    private static final int REMEMBERED = 1 << 16;
    private static final int LENGTH_BITS = 24;

    /** Each the sequence and, in the lowest bits, the length. */
    private final AtomicLongArray lines = new AtomicLongArray(REMEMBERED);

    /** The index of the line end, of a line that should be that of a sequence; the buffer's limit if it is not there yet. */
    int end(ByteBuffer buffer, int start, long sequence) {
        int known = start + length(sequence);
        if (known > start && known < buffer.limit() && buffer.get(known) == '\n') {
            return known;
        }
        int end = start;
        while (end < buffer.limit() && buffer.get(end) != '\n') {
            end++;
        }
        if (end < buffer.limit()) {
            lines.setPlain(slot(sequence), sequence << LENGTH_BITS | (end - start));
        }
        return end;
    }

    private int length(long sequence) {
        long line = lines.getPlain(slot(sequence));
        return line >> LENGTH_BITS == sequence ? (int) line & ((1 << LENGTH_BITS) - 1) : 0;
    }

    private static int slot(long sequence) {
        return (int) Math.floorMod(sequence, (long) REMEMBERED);
    }
}

package io.millrace.producer.replay;

import io.millrace.stream.protocol.WireCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * Where each line lies: its start and its length packed in one long, so that any line is found without reading others.
 * Eight bytes a line; starts up to 8 TiB, lengths up to 1 MiB.
 */
final class LineIndex {
    /** The longest line that can be kept, without its line end: 1 MiB, the limit of the wire protocol. */
    static final int LONGEST_LINE = WireCodec.MAX_LINE_BYTES;

    private static final int LENGTH_BITS = 21;
    private static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;
    private static final int CHUNK_BITS = 16;
    private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;

    private final List<long[]> chunks = new ArrayList<>();
    private long count;

    void add(long start, int length) {
        int slot = (int) count & CHUNK_MASK;
        if (slot == 0) {
            chunks.add(new long[1 << CHUNK_BITS]);
        }
        chunks.get(chunks.size() - 1)[slot] = (start << LENGTH_BITS) | length;
        count++;
    }

    long count() {
        return count;
    }

    /** The first byte of a line, counted over all files as if they were one. */
    long start(long line) {
        return packed(line) >>> LENGTH_BITS;
    }

    /** The bytes of a line without its line end. */
    int length(long line) {
        return (int) packed(line) & LENGTH_MASK;
    }

    private long packed(long line) {
        return chunks.get((int) (line >>> CHUNK_BITS))[(int) line & CHUNK_MASK];
    }
}

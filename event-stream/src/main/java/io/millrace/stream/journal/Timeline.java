package io.millrace.stream.journal;

import java.util.List;

/**
 * The segments of a stream in order. Immutable.
 *
 * <p>Of several segments that open at the same sequence only the last one holds events.
 */
public record Timeline(List<Segment> segments) {
    public Timeline {
        segments = List.copyOf(segments);
        for (int i = 1; i < segments.size(); i++) {
            Segment before = segments.get(i - 1);
            Segment after = segments.get(i);
            if (after.from() < before.from() || after.at() < before.at()) {
                throw new IllegalArgumentException("segment " + after + " opens before " + before);
            }
        }
    }

    /** Returns the segment which is open now, the last one. */
    public Segment current() {
        return segments.get(segments.size() - 1);
    }

    /** Returns the index of the segment that holds, or will hold, the sequence. */
    public int indexOf(long sequence) {
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (segments.get(middle).from() <= sequence) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Returns the segment that holds, or will hold, the sequence. */
    public Segment segmentOf(long sequence) {
        return segments.get(indexOf(sequence));
    }
}

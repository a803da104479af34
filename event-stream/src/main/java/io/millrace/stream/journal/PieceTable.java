package io.millrace.stream.journal;

import java.math.BigInteger;
import java.util.List;

/**
 * A stretch of time cut into pieces of constant rate, with the number of events at each bound. Of the {@code n} events of a
 * piece of {@code d} nanoseconds, event {@code i} (from 1) comes {@code ceil(i · d / n)} after the piece's beginning, so
 * that both directions are exact and need one search and one division. Thread-safe.
 */
final class PieceTable {
    private final long[] times;
    private final long[] counts;

    /** The piece asked for last, likely the next one too. Any value will do, so that threads may race for it. */
    private int recent;

    private PieceTable(long[] times, long[] counts) {
        this.times = times;
        this.counts = counts;
    }

    static PieceTable of(List<Stretch> stretches) {
        int size = stretches.stream().mapToInt(Stretch::pieces).sum();
        long[] times = new long[size + 1];
        long[] counts = new long[size + 1];
        BigInteger area = BigInteger.ZERO;
        long start = 0;
        int next = 1;
        for (Stretch stretch : stretches) {
            int pieces = stretch.pieces();
            for (int piece = 1; piece <= pieces; piece++) {
                long elapsed = stretch.bound(piece, pieces);
                times[next] = start + elapsed;
                counts[next] = stretch.eventsBy(elapsed, area);
                next++;
            }
            area = area.add(stretch.area());
            start += stretch.length();
        }
        return new PieceTable(times, counts);
    }

    /** The nanoseconds it covers. */
    long length() {
        return times[times.length - 1];
    }

    /** The events in all of it. */
    long events() {
        return counts[counts.length - 1];
    }

    /** Returns the number of events up to a time, from 0 to {@link #length()}. */
    long eventsBy(long time) {
        if (time >= length()) {
            return events();
        }
        int piece = last(times, time);
        long nanos = times[piece + 1] - times[piece];
        return counts[piece] + (time - times[piece]) * (counts[piece + 1] - counts[piece]) / nanos;
    }

    /** Returns when an event comes, counted from 1 to {@link #events()}. */
    long timeOf(long event) {
        int piece = pieceOf(event);
        long events = counts[piece + 1] - counts[piece];
        long nanos = times[piece + 1] - times[piece];
        return times[piece] + ((event - counts[piece]) * nanos + events - 1) / events;
    }

    private int pieceOf(long event) {
        int piece = recent;
        if (counts[piece] < event && event <= counts[piece + 1]) {
            return piece;
        }
        piece = last(counts, event - 1);
        recent = piece;
        return piece;
    }

    /** Returns the last index at which the ascending values are not above the given one; the first one is not. */
    private static int last(long[] values, long value) {
        int low = 0;
        int high = values.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (values[middle] <= value) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }
}

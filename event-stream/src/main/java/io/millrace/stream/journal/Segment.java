package io.millrace.stream.journal;

/**
 * A stretch of the stream at one constant rate. It gives each of its sequences a <em>stream time</em> and says where the
 * head stands at any instant, in exact integer arithmetic, so that every machine computes the same.
 *
 * <p>Event {@code from + k} has the stream time {@code at + ceil((k + 1) · 10⁹ / eventsPerSecond)}: the first event comes
 * one period after the segment opens.
 *
 * @param from the first sequence of the segment
 * @param at when the segment opens, nanoseconds since the epoch
 * @param eventsPerSecond the rate; 0 while the stream stands still
 */
public record Segment(long from, long at, int eventsPerSecond) {
    /** The highest rate a segment can have. */
    public static final int MAX_EVENTS_PER_SECOND = 10_000_000;

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    /** So many seconds, and a part of one more, still fit into a long of nanoseconds. */
    private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS_PER_SECOND - 1;

    public Segment {
        if (from < 0) {
            throw new IllegalArgumentException("a segment starts at sequence 0 or later, not " + from);
        }
        if (eventsPerSecond < 0 || eventsPerSecond > MAX_EVENTS_PER_SECOND) {
            throw new IllegalArgumentException(
                    "eventsPerSecond is 0 to " + MAX_EVENTS_PER_SECOND + ", not " + eventsPerSecond);
        }
    }

    /** Returns the number of events of the stream whose stream time is not after {@code time} (epoch nanoseconds). */
    public long headAt(long time) {
        if (time <= at) {
            return from;
        }
        long elapsed = time - at < 0 ? Long.MAX_VALUE : time - at;
        long seconds = elapsed / NANOS_PER_SECOND;
        long nanos = elapsed % NANOS_PER_SECOND;
        return saturated(from, seconds * eventsPerSecond + nanos * eventsPerSecond / NANOS_PER_SECOND);
    }

    /**
     * Returns the stream time of a sequence, epoch nanoseconds; {@link Long#MAX_VALUE} for one after the year 2262.
     *
     * @throws IllegalArgumentException if the segment can never hold that sequence
     */
    public long timeOf(long sequence) {
        if (sequence < from || eventsPerSecond == 0) {
            throw new IllegalArgumentException("sequence " + sequence + " is not in " + this);
        }
        long count = sequence - from + 1;
        long seconds = count / eventsPerSecond;
        long rest = count % eventsPerSecond;
        if (seconds > MAX_SECONDS) {
            return Long.MAX_VALUE;
        }
        return saturated(
                at, seconds * NANOS_PER_SECOND + (rest * NANOS_PER_SECOND + eventsPerSecond - 1) / eventsPerSecond);
    }

    private static long saturated(long start, long more) {
        long sum = start + more;
        return more > 0 && sum < start ? Long.MAX_VALUE : sum;
    }
}

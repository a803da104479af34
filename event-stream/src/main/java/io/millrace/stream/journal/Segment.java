package io.millrace.stream.journal;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of the stream on one curve of rates. It gives each of its sequences a <em>stream time</em> and says where the
 * head stands at any instant, in exact integer arithmetic, so that every machine computes the same. Immutable.
 *
 * <p>At a constant rate, event {@code from + k} has the stream time {@code at + ceil((k + 1) · 10⁹ / eventsPerSecond)}: the
 * first event comes one period after the segment opens. Any other curve is cut into pieces of constant rate.
 */
public final class Segment {
    private final long from;
    private final long at;
    private final RateCurve curve;
    private final Course course;

    /**
     * @param from the first sequence of the segment
     * @param at when the segment opens, nanoseconds since the epoch
     * @param curve the rate from then on
     */
    public Segment(long from, long at, RateCurve curve) {
        if (from < 0) {
            throw new IllegalArgumentException("a segment starts at sequence 0 or later, not " + from);
        }
        this.from = from;
        this.at = at;
        this.curve = curve;
        this.course = Course.of(curve, at);
    }

    /** A segment of constant rate; 0 while the stream stands still. */
    public Segment(long from, long at, int eventsPerSecond) {
        this(from, at, new ConstantRate(eventsPerSecond));
    }

    /** The first sequence of the segment. */
    public long from() {
        return from;
    }

    /** When the segment opens, nanoseconds since the epoch. */
    public long at() {
        return at;
    }

    /** The rate from then on. */
    public RateCurve curve() {
        return curve;
    }

    /** Returns the rate at a time (epoch nanoseconds). */
    public int rateAt(long time) {
        return curve.rateAt(at, Math.max(at, time));
    }

    /** Returns the number of events of the stream whose stream time is not after {@code time} (epoch nanoseconds). */
    public long headAt(long time) {
        if (time <= at) {
            return from;
        }
        long elapsed = time - at < 0 ? Long.MAX_VALUE : time - at;
        return saturated(from, course.eventsBy(elapsed));
    }

    /** Whether the segment holds the sequence, or will, if no other opens before. */
    public boolean holds(long sequence) {
        return sequence >= from && sequence - from < course.events();
    }

    /**
     * Returns the stream time of a sequence, epoch nanoseconds; {@link Long#MAX_VALUE} for one after the year 2262.
     *
     * @throws IllegalArgumentException if the segment can never hold that sequence
     */
    public long timeOf(long sequence) {
        if (!holds(sequence)) {
            throw new IllegalArgumentException("sequence " + sequence + " is not in " + this);
        }
        long elapsed = course.timeTo(sequence - from + 1);
        return elapsed == Long.MAX_VALUE ? Long.MAX_VALUE : saturated(at, elapsed);
    }

    private static long saturated(long start, long more) {
        long sum = start + more;
        return more > 0 && sum < start ? Long.MAX_VALUE : sum;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Segment that && from == that.from && at == that.at && curve.equals(that.curve);
    }

    @Override
    public int hashCode() {
        return Objects.hash(from, at, curve);
    }

    @Override
    public String toString() {
        return "Segment[from=" + from + ", at=" + at + ", curve=" + curve + "]";
    }
}

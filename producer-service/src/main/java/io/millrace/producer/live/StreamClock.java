package io.millrace.producer.live;

import io.millrace.stream.journal.EpochNanos;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The clock of a stream: starts at the wall clock, or at the journal's bound where that is later, and then follows a
 * monotonic clock. It never goes back, whatever happens to the wall clock.
 */
public final class StreamClock {
    private final LongSupplier monotonic;
    private final long origin;
    private final long start;

    /**
     * Starts the clock.
     *
     * @param wall the wall clock, looked at once
     * @param monotonic nanoseconds from an arbitrary origin, never going back
     * @param earliest the stream time (epoch nanoseconds) to start at, at the earliest
     */
    public StreamClock(InstantSource wall, LongSupplier monotonic, long earliest) {
        this.monotonic = monotonic;
        this.origin = monotonic.getAsLong();
        this.start = Math.max(EpochNanos.of(wall.instant()), earliest);
    }

    /** Returns the stream time, epoch nanoseconds. */
    public long now() {
        return start + (monotonic.getAsLong() - origin);
    }
}

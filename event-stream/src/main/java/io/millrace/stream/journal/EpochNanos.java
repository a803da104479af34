package io.millrace.stream.journal;

import java.time.Instant;

/** Conversions between {@link Instant} and nanoseconds since the epoch, the unit of stream time (good until 2262). */
public final class EpochNanos {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private EpochNanos() {}

    /** Returns the instant as nanoseconds since the epoch. */
    public static long of(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), NANOS_PER_SECOND), instant.getNano());
    }

    /** Returns the instant that lies {@code nanos} after the epoch. */
    public static Instant toInstant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
    }
}

package io.millrace.stream.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waiting times between attempts: doubled each time up to a limit, each drawn from the upper half of its range. */
public final class Backoff {
    private final long firstNanos;
    private final long maxNanos;
    private final RandomGenerator random;
    private long currentNanos;

    public Backoff(Duration first, Duration max, RandomGenerator random) {
        this.firstNanos = first.toNanos();
        this.maxNanos = max.toNanos();
        this.random = random;
        this.currentNanos = firstNanos;
    }

    /** Returns how long to wait now, in nanoseconds. */
    public long nextNanos() {
        long half = currentNanos / 2;
        long wait = half + random.nextLong(half + 1);
        currentNanos = Math.min(maxNanos, currentNanos * 2);
        return wait;
    }

    /** Begins again with the first waiting time: an attempt was successful. */
    public void reset() {
        currentNanos = firstNanos;
    }
}

package io.millrace.bench.report;

import java.time.Duration;

/** How long and how often a benchmark measures. */
public enum Effort {
    /** Minutes, for figures to go by. */
    FULL(Duration.ofSeconds(4), Duration.ofSeconds(5), 5),
    /** A second or two, to see that the benchmark works; its figures mean nothing. */
    SMOKE(Duration.ofMillis(200), Duration.ofMillis(300), 1);

    private final Duration warmUp;
    private final Duration measured;
    private final int repeats;

    Effort(Duration warmUp, Duration measured, int repeats) {
        this.warmUp = warmUp;
        this.measured = measured;
        this.repeats = repeats;
    }

    /** The time before the part that counts. */
    public Duration warmUp() {
        return warmUp;
    }

    /** The part that counts. */
    public Duration measured() {
        return measured;
    }

    /** How often each candidate has its turn. */
    public int repeats() {
        return repeats;
    }

    /** This one's choice between two values. */
    public <T> T pick(T full, T smoke) {
        return this == FULL ? full : smoke;
    }
}

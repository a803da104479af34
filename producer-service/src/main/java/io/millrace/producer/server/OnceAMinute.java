package io.millrace.producer.server;

import java.time.Duration;

/** Keeps what happens to thousands of connections at once from filling the log. For one thread. */
final class OnceAMinute {
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private boolean told;
    private long toldAt;

    /** Whether nothing was told within the last minute; then it counts as told now. */
    boolean isDue() {
        long now = System.nanoTime();
        if (told && now - toldAt < MINUTE_NANOS) {
            return false;
        }
        told = true;
        toldAt = now;
        return true;
    }
}

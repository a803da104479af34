package io.millrace.bench.stream;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what must come before there is anything to measure. */
public final class Patience {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long LOOK_MILLIS = 10;

    private Patience() {}

    /**
     * Waits for a condition without which there is nothing to measure.
     *
     * @param what the condition in words
     * @throws IllegalStateException if it does not come true within two minutes
     */
    public static void until(String what, BooleanSupplier condition) throws InterruptedException {
        if (!shows(condition)) {
            throw new IllegalStateException("waited two minutes in vain until " + what);
        }
    }

    /** Whether a condition comes true within two minutes. */
    public static boolean shows(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        return true;
    }
}

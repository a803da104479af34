package io.millrace.bench.report;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** How many delays of which length there were, to a tenth of a millisecond and up to a minute. Thread-safe. */
public final class Delays {
    private static final long UNIT_NANOS = 100_000;
    private static final int UNITS = 600_000;

    private final AtomicLongArray counts = new AtomicLongArray(UNITS);
    private final AtomicLong longest = new AtomicLong();
    private volatile boolean recording;

    /** Whether what comes counts. */
    public void record(boolean on) {
        recording = on;
    }

    /** Adds a delay if such things count now; one below zero, by the resolution of a clock, is none. */
    public void add(long nanos) {
        if (recording) {
            long delay = Math.max(0, nanos);
            counts.incrementAndGet((int) Math.min(UNITS - 1, delay / UNIT_NANOS));
            if (delay > longest.getPlain()) {
                longest.accumulateAndGet(delay, Math::max);
            }
        }
    }

    /** How many delays count. */
    public long count() {
        long count = 0;
        for (int unit = 0; unit < UNITS; unit++) {
            count += counts.get(unit);
        }
        return count;
    }

    /** The delay in milliseconds that so many per cent do not exceed; 0 where there are none. */
    public double percentile(double percent) {
        long rank = (long) Math.ceil(count() * percent / 100);
        long seen = 0;
        for (int unit = 0; unit < UNITS; unit++) {
            seen += counts.get(unit);
            if (seen >= rank && seen > 0) {
                return (unit + 1) * UNIT_NANOS / 1e6;
            }
        }
        return 0;
    }

    /** The longest delay in milliseconds. */
    public double longest() {
        return longest.get() / 1e6;
    }
}

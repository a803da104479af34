package io.millrace.producer.live;

import java.time.Duration;

/** How fast the published head really moved over the last seconds. Not thread-safe. */
final class HeadMeter {
    private static final long STEP_NANOS = Duration.ofMillis(250).toNanos();
    private static final int STEPS = 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private final long[] times = new long[STEPS];
    private final long[] heads = new long[STEPS];
    private long count;

    /** Takes note of the head, now and then. */
    void note(long time, long head) {
        if (count > 0 && time - times[slot(count - 1)] < STEP_NANOS) {
            return;
        }
        times[slot(count)] = time;
        heads[slot(count)] = head;
        count++;
    }

    private static int slot(long note) {
        return (int) (note % STEPS);
    }

    /** Returns the events per second from the oldest note, five seconds ago, until now. */
    double eventsPerSecond(long time, long head) {
        int oldest = count < STEPS ? 0 : slot(count);
        long elapsed = time - times[oldest];
        return count == 0 || elapsed <= 0 ? 0 : (head - heads[oldest]) * NANOS_PER_SECOND / elapsed;
    }
}

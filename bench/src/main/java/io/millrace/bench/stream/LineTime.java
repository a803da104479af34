package io.millrace.bench.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Reads the time of day in the timestamp that a canonical line begins with. */
final class LineTime {
    private static final ByteBuffer PREFIX = ByteBuffer.wrap("{\"timestamp\":\"".getBytes(StandardCharsets.US_ASCII));
    private static final int HOURS = PREFIX.capacity() + "2026-03-01T".length();
    private static final int FRACTION = HOURS + "08:00:00.".length();
    private static final int FRACTION_DIGITS = 7;
    private static final long FRACTION_NANOS = 100;
    private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);

    private LineTime() {}

    /** Whether the line at an index is a canonical event. */
    static boolean isEvent(ByteBuffer lines, int start, int length) {
        if (length <= FRACTION + FRACTION_DIGITS) {
            return false;
        }
        for (int i = 0; i < PREFIX.capacity(); i++) {
            if (lines.get(start + i) != PREFIX.get(i)) {
                return false;
            }
        }
        return true;
    }

    /** The nanoseconds from the time of the event to another of less than half a day before or after. */
    static long nanosUntil(long epochNanos, ByteBuffer lines, int start) {
        long seconds = digits(lines, start + HOURS, 2) * 3600
                + digits(lines, start + HOURS + 3, 2) * 60
                + digits(lines, start + HOURS + 6, 2);
        long ofDay =
                TimeUnit.SECONDS.toNanos(seconds) + digits(lines, start + FRACTION, FRACTION_DIGITS) * FRACTION_NANOS;
        return Math.floorMod(epochNanos - ofDay + DAY_NANOS / 2, DAY_NANOS) - DAY_NANOS / 2;
    }

    private static long digits(ByteBuffer lines, int from, int count) {
        long number = 0;
        for (int i = from; i < from + count; i++) {
            number = 10 * number + (lines.get(i) - '0');
        }
        return number;
    }
}

package io.millrace.bench.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/** Reads the time of day in the timestamp that a canonical line begins with. */
final class LineTime {
    private static final byte[] PREFIX = "{\"timestamp\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int HOURS = PREFIX.length + "2026-03-01T".length();
    private static final int FRACTION = HOURS + "08:00:00.".length();
    private static final int FRACTION_DIGITS = 7;
    private static final long FRACTION_NANOS = 100;
    private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);

    private LineTime() {}

    /** Whether a line is a canonical event. */
    static boolean isEvent(byte[] line, int offset, int length) {
        return length > FRACTION + FRACTION_DIGITS
                && Arrays.equals(line, offset, offset + PREFIX.length, PREFIX, 0, PREFIX.length);
    }

    /** The nanoseconds from the time of the event to another of less than half a day before or after. */
    static long nanosUntil(long epochNanos, byte[] line, int offset) {
        long seconds = digits(line, offset + HOURS, 2) * 3600
                + digits(line, offset + HOURS + 3, 2) * 60
                + digits(line, offset + HOURS + 6, 2);
        long ofDay =
                TimeUnit.SECONDS.toNanos(seconds) + digits(line, offset + FRACTION, FRACTION_DIGITS) * FRACTION_NANOS;
        return Math.floorMod(epochNanos - ofDay + DAY_NANOS / 2, DAY_NANOS) - DAY_NANOS / 2;
    }

    private static long digits(byte[] line, int from, int count) {
        long number = 0;
        for (int i = from; i < from + count; i++) {
            number = 10 * number + (line[i] - '0');
        }
        return number;
    }
}

package io.millrace.bench.stream;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Reads the time of day in the timestamp that a canonical line begins with. */
final class LineTime {
    private static final String PREFIX = "{\"timestamp\":\"";
    private static final long PREFIX_BEGIN = eightBytes(0);
    private static final int PREFIX_REST = PREFIX.length() - Long.BYTES;
    private static final long PREFIX_END = eightBytes(PREFIX_REST);
    private static final int HOURS = PREFIX.length() + "2026-03-01T".length();
    private static final int FRACTION = HOURS + "08:00:00.".length();
    private static final int FRACTION_DIGITS = 7;
    private static final long FRACTION_NANOS = 100;
    private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);

    private LineTime() {}

    private static long eightBytes(int from) {
        return ByteBuffer.wrap(PREFIX.getBytes(StandardCharsets.US_ASCII)).getLong(from);
    }

    /** Whether the line at an index is a canonical event. */
    static boolean isEvent(ByteBuffer lines, int start, int length) {
        return length > FRACTION + FRACTION_DIGITS
                && lines.getLong(start) == PREFIX_BEGIN
                && lines.getLong(start + PREFIX_REST) == PREFIX_END;
    }

    /** The point and the digits behind it of the seconds of an event, which tell it from the events next to it. */
    static long fraction(ByteBuffer lines, int start) {
        return lines.getLong(start + FRACTION - 1);
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

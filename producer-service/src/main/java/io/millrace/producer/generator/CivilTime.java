package io.millrace.producer.generator;

/** Date and time of day in UTC as digits, without an allocation. Epoch nanoseconds in a long reach from 1677 to 2262. */
final class CivilTime {
    private static final long NANOSECONDS_PER_SECOND = 1_000_000_000L;
    private static final int LENGTH_OF_SECONDS = 19;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int[] NANOSECONDS_PER_UNIT = {
        1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
    };

    private CivilTime() {}

    /** The second that was written last: events that follow each other mostly share it. */
    static final class Cache {
        private final byte[] text = new byte[LENGTH_OF_SECONDS];
        private long seconds = Long.MIN_VALUE;
    }

    /**
     * Writes {@code yyyy-MM-dd<separator>HH:mm:ss.<fraction>}; what is finer than the fraction is cut off.
     *
     * @param fractionDigits digits after the point, 1 to 9
     */
    static void write(
            long epochNanoseconds, char separator, int fractionDigits, Cache cache, byte[] target, int start) {
        long seconds = Math.floorDiv(epochNanoseconds, NANOSECONDS_PER_SECOND);
        int nanoseconds = (int) (epochNanoseconds - seconds * NANOSECONDS_PER_SECOND);
        if (seconds != cache.seconds) {
            int day = (int) Math.floorDiv(seconds, SECONDS_PER_DAY);
            writeDate(day, cache.text, 0);
            writeTimeOfDay((int) (seconds - (long) day * SECONDS_PER_DAY), cache.text, 11);
            cache.seconds = seconds;
        }
        System.arraycopy(cache.text, 0, target, start, LENGTH_OF_SECONDS);
        target[start + 10] = (byte) separator;
        target[start + LENGTH_OF_SECONDS] = '.';
        Digits.decimal(
                nanoseconds / NANOSECONDS_PER_UNIT[fractionDigits],
                fractionDigits,
                target,
                start + LENGTH_OF_SECONDS + 1);
    }

    /** Writes {@code yyyy-MM-dd}. */
    static void writeDay(long epochNanoseconds, byte[] target, int start) {
        long seconds = Math.floorDiv(epochNanoseconds, NANOSECONDS_PER_SECOND);
        writeDate((int) Math.floorDiv(seconds, SECONDS_PER_DAY), target, start);
    }

    /**
     * Proleptic Gregorian date of a day number, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms",
     * civil_from_days: years begin in March there, so that the leap day is a year's last.
     */
    private static void writeDate(int epochDay, byte[] target, int start) {
        int shifted = epochDay + 719_468;
        int era = Math.floorDiv(shifted, 146_097);
        int dayOfEra = shifted - era * 146_097;
        int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int marchMonth = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * marchMonth + 2) / 5 + 1;
        int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
        int year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        Digits.decimal(year, 4, target, start);
        target[start + 4] = '-';
        Digits.decimal(month, 2, target, start + 5);
        target[start + 7] = '-';
        Digits.decimal(day, 2, target, start + 8);
    }

    private static void writeTimeOfDay(int secondOfDay, byte[] target, int start) {
        Digits.decimal(secondOfDay / 3_600, 2, target, start);
        target[start + 2] = ':';
        Digits.decimal(secondOfDay / 60 % 60, 2, target, start + 3);
        target[start + 5] = ':';
        Digits.decimal(secondOfDay % 60, 2, target, start + 6);
    }
}

package io.millrace.producer.generator;

/** Date and time of day in UTC as digits, without an allocation. Epoch nanoseconds in a long reach from 1677 to 2262. */
final class CivilTime {
    private static final long NANOSECONDS_PER_SECOND = 1_000_000_000L;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int[] NANOSECONDS_PER_UNIT = {
        1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
    };

    private CivilTime() {}

    /**
     * Writes {@code yyyy-MM-dd<separator>HH:mm:ss.<fraction>}; what is finer than the fraction is cut off.
     *
     * @param fractionDigits digits after the point, 1 to 9
     */
    static void write(long epochNanoseconds, char separator, int fractionDigits, byte[] target, int start) {
        long seconds = Math.floorDiv(epochNanoseconds, NANOSECONDS_PER_SECOND);
        int nanoseconds = (int) (epochNanoseconds - seconds * NANOSECONDS_PER_SECOND);
        int day = (int) Math.floorDiv(seconds, SECONDS_PER_DAY);
        writeDate(day, target, start);
        target[start + 10] = (byte) separator;
        writeTimeOfDay((int) (seconds - (long) day * SECONDS_PER_DAY), target, start + 11);
        target[start + 19] = '.';
        writeNumber(nanoseconds / NANOSECONDS_PER_UNIT[fractionDigits], fractionDigits, target, start + 20);
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
        writeNumber(year, 4, target, start);
        target[start + 4] = '-';
        writeNumber(month, 2, target, start + 5);
        target[start + 7] = '-';
        writeNumber(day, 2, target, start + 8);
    }

    private static void writeTimeOfDay(int secondOfDay, byte[] target, int start) {
        writeNumber(secondOfDay / 3_600, 2, target, start);
        target[start + 2] = ':';
        writeNumber(secondOfDay / 60 % 60, 2, target, start + 3);
        target[start + 5] = ':';
        writeNumber(secondOfDay % 60, 2, target, start + 6);
    }

    private static void writeNumber(int value, int digits, byte[] target, int start) {
        int rest = value;
        for (int index = start + digits - 1; index >= start; index--) {
            target[index] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}

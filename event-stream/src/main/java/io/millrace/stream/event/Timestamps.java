package io.millrace.stream.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads RFC 3339 times, with a blank instead of the {@code T} and without a zone too; a time without a zone is taken as UTC.
 * The common shape {@code YYYY-MM-DDTHH:MM:SS[.f{1,9}][Z]} is read by hand, the rest by java.time.
 */
final class Timestamps {

    /** What RFC 3339 can write. */
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");
    private static final DateTimeFormatter OTHER_SHAPES = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("[ ]['T']HH:mm[:ss]")
            .optionalStart()
            .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
            .optionalEnd()
            .optionalStart()
            .parseLenient() // +02:00, +0200, +02
            .appendOffset("+HH", "Z")
            .optionalEnd()
            .toFormatter(Locale.ROOT)
            .withResolverStyle(ResolverStyle.STRICT);
    private static final int SHORTEST = "YYYY-MM-DDTHH:MM:SS".length();
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int LONGEST = 64;

    private Timestamps() {}

    /** The instant written there, or null when it cannot be read. */
    static @Nullable Instant parse(char[] text, int offset, int length) {
        Instant common = commonShape(text, offset, length);
        return common != null || length > LONGEST ? common : anyShape(new String(text, offset, length));
    }

    private static @Nullable Instant commonShape(char[] text, int offset, int length) {
        if (length < SHORTEST || !hasSeparators(text, offset)) {
            return null;
        }
        int year = fourDigits(text, offset);
        int month = twoDigits(text, offset + 5);
        int day = twoDigits(text, offset + 8);
        int hour = twoDigits(text, offset + 11);
        int minute = twoDigits(text, offset + 14);
        int second = twoDigits(text, offset + 17);
        int nanos = nanos(text, offset + SHORTEST, offset + length);
        // one sign test for all: a part that is not digits is negative
        if ((year | month | day | hour | minute | second | nanos) < 0) {
            return null;
        }
        if (month < 1
                || month > 12
                || day < 1
                || day > daysOf(year, month)
                || hour > 23
                || minute > 59
                || second > 59) {
            return null;
        }
        long seconds = epochDay(year, month, day) * SECONDS_PER_DAY + hour * 3600L + minute * 60L + second;
        return Instant.ofEpochSecond(seconds, nanos);
    }

    private static boolean hasSeparators(char[] text, int offset) {
        char between = text[offset + 10];
        return text[offset + 4] == '-'
                && text[offset + 7] == '-'
                && (between == 'T' || between == ' ')
                && text[offset + 13] == ':'
                && text[offset + 16] == ':';
    }

    private static int fourDigits(char[] text, int at) {
        int century = twoDigits(text, at);
        int year = twoDigits(text, at + 2);
        return (century | year) < 0 ? -1 : century * 100 + year;
    }

    private static int twoDigits(char[] text, int at) {
        int tens = text[at] - '0';
        int units = text[at + 1] - '0';
        return tens < 0 || tens > 9 || units < 0 || units > 9 ? -1 : tens * 10 + units;
    }

    /** The fraction of a second and an optional Z, from there to the end; -1 for anything else. */
    private static int nanos(char[] text, int from, int to) {
        int end = to > from && text[to - 1] == 'Z' ? to - 1 : to;
        if (end == from) {
            return 0;
        }
        int digits = end - from - 1;
        if (text[from] != '.' || digits < 1 || digits > 9) {
            return -1;
        }
        int nanos = 0;
        for (int i = 0; i < 9; i++) {
            int digit = i < digits ? text[from + 1 + i] - '0' : 0;
            if (digit < 0 || digit > 9) {
                return -1;
            }
            nanos = nanos * 10 + digit;
        }
        return nanos;
    }

    private static int daysOf(int year, int month) {
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        return switch (month) {
            case 2 -> leap ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /** Days since 1970-01-01 of the proleptic Gregorian calendar; the year counted from March, so a leap day ends it. */
    private static long epochDay(int year, int month, int day) {
        long marchYear = month > 2 ? year : year - 1L;
        long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        long leapDays = Math.floorDiv(marchYear, 4) - Math.floorDiv(marchYear, 100) + Math.floorDiv(marchYear, 400);
        return marchYear * 365 + leapDays + dayOfYear - 719_468;
    }

    private static @Nullable Instant anyShape(String text) {
        try {
            TemporalAccessor parsed = OTHER_SHAPES.parseBest(text, Instant::from, LocalDateTime::from);
            Instant instant =
                    parsed instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : Instant.from(parsed);
            return instant.isBefore(FIRST) || instant.isAfter(LAST) ? null : instant;
        } catch (DateTimeException e) {
            return null; // the caller says which field of which line it was
        }
    }
}

package io.millrace.producer.generator;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growable byte buffer that lines are appended to. Nothing is allocated once it has grown to the size its user needs.
 * Not thread-safe: a buffer belongs to one thread at a time.
 */
public final class LineBuffer {
    /** Characters written by {@link #appendTimestamp}, e.g. {@code 2026-01-31T08:15:30.1234567Z}. */
    public static final int TIMESTAMP_LENGTH = 28;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** Up to so many bytes are copied eight at a time, some behind them included. */
    private static final int SHORT = 64;

    private static final int SYSMON_TIME_LENGTH = 23;
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;
    private static final byte[] SMALLEST_LONG = Long.toString(Long.MIN_VALUE).getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_LONG = 20;

    private final CivilTime.Cache second = new CivilTime.Cache();
    private byte[] bytes;
    private int length;

    /** @param capacity bytes to hold before the buffer grows for the first time */
    public LineBuffer(int capacity) {
        bytes = new byte[Math.max(capacity, TIMESTAMP_LENGTH)];
    }

    /** A copy of bytes to be appended often, with room behind them that lets {@link #append} copy short parts the fast way. */
    static byte[] padded(byte[] source) {
        return Arrays.copyOf(source, source.length + SHORT);
    }

    /** The bytes themselves, valid up to {@link #length()} and until the next append: the array is replaced when it grows. */
    public byte[] array() {
        return bytes;
    }

    /** The number of bytes appended since the last {@link #reset()}. */
    public int length() {
        return length;
    }

    /** Empties the buffer and keeps its capacity. */
    public void reset() {
        length = 0;
    }

    /** Forgets what is behind the first {@code kept} bytes. */
    public void cut(int kept) {
        length = Math.min(length, kept);
    }

    /** A copy of what was appended. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** Appends one byte, whatever it is. */
    public void appendByte(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
    }

    /** Appends all bytes unchanged: the caller vouches that they are ASCII, or UTF-8, and escaped where they must be. */
    public void appendAscii(byte[] constant) {
        append(constant, 0, constant.length);
    }

    /** Appends {@code count} bytes unchanged, from {@code offset} on. */
    public void append(byte[] source, int offset, int count) {
        reserve(count + SHORT);
        if (count <= SHORT && offset + SHORT <= source.length) {
            copyShort(source, offset, bytes, length);
            if (count > SHORT / 2) {
                copyShort(source, offset + SHORT / 2, bytes, length + SHORT / 2);
            }
        } else {
            System.arraycopy(source, offset, bytes, length, count);
        }
        length += count;
    }

    /** Copies more than is wanted: that is faster than to copy a number of bytes that is not known beforehand. */
    private static void copyShort(byte[] source, int from, byte[] target, int to) {
        for (int offset = 0; offset < SHORT / 2; offset += Long.BYTES) {
            LONGS.set(target, to + offset, (long) LONGS.get(source, from + offset));
        }
    }

    /** Appends once more what was appended between two lengths. */
    void repeat(int start, int end) {
        append(bytes, start, end - start);
    }

    /**
     * Makes room for {@code count} bytes and counts them as appended; the caller fills them in.
     *
     * @return the index in {@link #array()} of the first of them
     */
    public int skip(int count) {
        reserve(count);
        int start = length;
        length += count;
        return start;
    }

    /**
     * Appends text as the content of a JSON string (without the quotes): UTF-8, escaped where RFC 8259 section 7 demands it
     * and nowhere else. A surrogate without its partner becomes U+FFFD.
     */
    public void appendString(CharSequence text) {
        reserve(text.length());
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character < 0x80) {
                JsonText.appendAscii(character, this);
            } else if (!Character.isHighSurrogate(character) || index + 1 == text.length()) {
                JsonText.appendUtf8(character, this);
            } else if (Character.isLowSurrogate(text.charAt(index + 1))) {
                JsonText.appendUtf8(Character.toCodePoint(character, text.charAt(++index)), this);
            } else {
                JsonText.appendUtf8(character, this);
            }
        }
    }

    /** Appends a decimal number. */
    public void appendLong(long value) {
        if (value == Long.MIN_VALUE) {
            appendAscii(SMALLEST_LONG);
            return;
        }
        reserve(LONGEST_LONG);
        if (value < 0) {
            bytes[length++] = '-';
        }
        long rest = Math.abs(value);
        int digits = decimalDigits(rest);
        Digits.decimal(rest, digits, bytes, length);
        length += digits;
    }

    /** Appends the lowest {@code digits} hexadecimal digits of {@code value}, zeros in front included, in lower case. */
    public void appendHex(long value, int digits) {
        int start = skip(digits);
        Digits.lowerHex(value, digits, bytes, start);
    }

    /** As {@link #appendHex}, in upper case. */
    public void appendUpperHex(long value, int digits) {
        int start = skip(digits);
        Digits.upperHex(value, digits, bytes, start);
    }

    /** Appends the instant in RFC 3339 form, UTC, with always seven digits of a second: Windows counts in 100 ns. */
    public void appendTimestamp(long epochNanoseconds) {
        int start = skip(TIMESTAMP_LENGTH);
        CivilTime.write(epochNanoseconds, 'T', 7, second, bytes, start);
        bytes[start + TIMESTAMP_LENGTH - 1] = 'Z';
    }

    /** Appends the instant as Sysmon does, UTC: {@code 2026-01-31 08:15:30.123}. */
    void appendSysmonTime(long epochNanoseconds) {
        int start = skip(SYSMON_TIME_LENGTH);
        CivilTime.write(epochNanoseconds, ' ', 3, second, bytes, start);
    }

    private static int decimalDigits(long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private void reserve(int count) {
        if (bytes.length - length < count) {
            grow(count);
        }
    }

    private void grow(int count) {
        long needed = (long) length + count;
        if (needed > LARGEST_ARRAY) {
            throw new IllegalStateException("a buffer cannot hold " + needed + " bytes: reset it more often");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST_ARRAY, Math.max(needed, 2L * bytes.length)));
    }
}

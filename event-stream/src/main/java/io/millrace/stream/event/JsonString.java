package io.millrace.stream.event;

import java.nio.charset.StandardCharsets;

/**
 * Strings of JSON, RFC 8259 section 7, eight bytes at a time (Hacker's Delight, "find first zero byte"). Marks are set in the
 * highest bit of a byte. The lowest mark is right; those above it need not be.
 */
final class JsonString {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final int UP_TO_SPACE = ' ' + 1;
    private static final byte[] MEANINGS = new byte[128];

    static {
        String escapes = "\"\\/bfnrt";
        String meanings = "\"\\/\b\f\n\r\t";
        for (int i = 0; i < escapes.length(); i++) {
            MEANINGS[escapes.charAt(i)] = (byte) meanings.charAt(i);
        }
    }

    private JsonString() {}

    /** What a byte stands for behind a backslash; 0 if it is none that does, or names a code point, whose partner may be missing. */
    static byte meaning(byte escaped) {
        return escaped < 0 ? 0 : MEANINGS[escaped];
    }

    /** Marks those that are not ASCII. */
    static long beyondAscii(long eight) {
        return eight & HIGHS;
    }

    /** Marks quotes, backslashes and control characters. */
    static long specials(long eight) {
        // with its second bit turned a quote is a space, and a space is none any more
        long quotesAndControls = (eight ^ (ONES * 2)) - ONES * UP_TO_SPACE;
        long backslashes = (eight ^ (ONES * '\\')) - ONES;
        return (quotesAndControls | backslashes) & ~eight & HIGHS;
    }

    private static long backslashes(long eight) {
        return ((eight ^ (ONES * '\\')) - ONES) & ~eight & HIGHS;
    }

    /** Where the lowest mark is, 0 to 7. */
    static int first(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }

    /** The text between two quotes, which {@link FieldScan} accepted: it has no escapes but those with a {@link #meaning}. */
    static String decode(byte[] line, int start, int end) {
        byte[] text = new byte[end - start];
        int length = 0;
        int at = start;
        while (at < end) {
            int plain = copy(line, at, end, text, length);
            at += plain;
            length += plain;
            // escapes seldom come alone
            while (at < end && line[at] == '\\') {
                text[length++] = meaning(line[at + 1]);
                at += 2;
            }
        }
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }

    /** Copies what stands before the next backslash, at most eight bytes, and tells how many. */
    private static int copy(byte[] line, int at, int end, byte[] text, int length) {
        if (end - at < Long.BYTES) {
            int to = at;
            while (to < end && line[to] != '\\') {
                text[length + to - at] = line[to++];
            }
            return to - at;
        }
        long eight = Words.eight(line, at);
        // no more has been written than was read, so there is room for eight
        Words.setEight(text, length, eight);
        long backslashes = backslashes(eight);
        return backslashes == 0 ? Long.BYTES : first(backslashes);
    }
}

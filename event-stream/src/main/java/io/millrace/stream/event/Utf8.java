package io.millrace.stream.event;

/**
 * Validates UTF-8 (RFC 3629). Jackson's parser takes over-long forms and surrogates, so a line is checked before it; plain
 * ASCII, nearly every line, goes eight bytes at a time.
 */
final class Utf8 {

    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** The index of the first byte that starts no valid sequence, or -1 when all is well. */
    static int firstInvalid(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (bytes[at] >= 0) {
                at = skipAscii(bytes, at, to);
                continue;
            }
            int size = sequenceLength(bytes, at, to);
            if (size == 0) {
                return at;
            }
            at += size;
        }
        return -1;
    }

    private static int skipAscii(byte[] bytes, int from, int to) {
        int at = from;
        while (at + Long.BYTES <= to && (Words.eight(bytes, at) & HIGH_BITS) == 0) {
            at += Long.BYTES;
        }
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** The length of the multi-byte sequence at that place, 0 when it is not valid. */
    private static int sequenceLength(byte[] bytes, int at, int to) {
        int lead = bytes[at] & 0xFF;
        int size = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
        if (size == 0 || at + size > to) {
            return 0;
        }
        for (int i = 1; i < size; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = bytes[at + 1] & 0xFF;
        boolean overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
        boolean surrogate = lead == 0xED && second >= 0xA0;
        boolean beyondUnicode = lead == 0xF4 && second >= 0x90;
        return overlong || surrogate || beyondUnicode ? 0 : size;
    }
}

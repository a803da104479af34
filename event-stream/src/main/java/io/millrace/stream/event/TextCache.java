package io.millrace.stream.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Short texts that come again and again, such as names of hosts and providers, without making a string each time. For one thread. */
final class TextCache {
    private static final int PLACE_BITS = 12;
    private static final int PLACES = 1 << PLACE_BITS;

    /** Its multiples spread over the highest bits: 2^64 by the golden ratio (Knuth, volume 3, section 6.4). */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final int LONGEST = 80;

    private final byte[][] bytes = new byte[PLACES][];
    private final String[] texts = new String[PLACES];

    /** The text of these bytes, which are UTF-8. */
    String text(byte[] line, int start, int end) {
        int length = end - start;
        if (length > LONGEST) {
            return new String(line, start, length, StandardCharsets.UTF_8);
        }
        int place = (int) (hash(line, start, end) >>> -PLACE_BITS);
        byte[] known = bytes[place];
        if (known == null || known.length != length || !Words.equal(known, 0, line, start, length)) {
            bytes[place] = Arrays.copyOfRange(line, start, end);
            texts[place] = new String(line, start, length, StandardCharsets.UTF_8);
        }
        return texts[place];
    }

    private static long hash(byte[] line, int start, int end) {
        long hash = (long) end - start;
        int at = start;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            hash = (Long.rotateLeft(hash, 5) ^ Words.eight(line, at)) * SPREAD;
        }
        for (; at < end; at++) {
            hash = (Long.rotateLeft(hash, 5) ^ line[at]) * SPREAD;
        }
        return hash;
    }
}

package io.millrace.stream.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Short texts that come again and again, such as names of fields and hosts, without making a string each time. For one thread. */
final class TextCache {
    private static final int PLACES = 1 << 12;
    private static final int LONGEST = 80;

    private final byte[][] bytes = new byte[PLACES][];
    private final String[] texts = new String[PLACES];

    /** The text of these bytes, which are UTF-8. */
    String text(byte[] line, int start, int end) {
        int length = end - start;
        if (length > LONGEST) {
            return new String(line, start, length, StandardCharsets.UTF_8);
        }
        int hash = length;
        for (int at = start; at < end; at++) {
            hash = 31 * hash + line[at];
        }
        int place = (hash ^ hash >>> 12) & (PLACES - 1);
        byte[] known = bytes[place];
        if (known == null || !Arrays.equals(known, 0, known.length, line, start, end)) {
            bytes[place] = Arrays.copyOfRange(line, start, end);
            texts[place] = new String(line, start, length, StandardCharsets.UTF_8);
        }
        return texts[place];
    }
}

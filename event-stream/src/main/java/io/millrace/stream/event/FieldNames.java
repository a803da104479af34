package io.millrace.stream.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The names of fields, without making a string each time. Lines of one stream have their fields in much the same order, so a
 * name is first compared with the one that came after the same name before. For one thread.
 */
final class FieldNames {
    /** Instead of a place: for a parser to judge. */
    static final int UNSURE = -1;

    private static final int PLACES = 1 << 12;
    private static final int PROBES = 4;
    private static final int LONGEST = 80;
    private static final int START_OF_LINE = PLACES;

    /** The bytes of each name, the quote and the colon behind it. */
    private final byte[][] tokens = new byte[PLACES][];

    private final String[] texts = new String[PLACES];
    private final int[] followers = new int[PLACES + 1];

    /** The numbers of the objects that had the name last. */
    private final int[] lastLines = new int[PLACES];

    private final int[] lastObjects = new int[PLACES];

    private int line;
    private int object;
    private int previous = START_OF_LINE;

    FieldNames() {
        Arrays.fill(tokens, new byte[0]);
        Arrays.fill(texts, "");
    }

    /** The names that follow are those of a line's own fields. */
    void startLine() {
        line = object + 1;
        object = line;
        previous = START_OF_LINE;
    }

    /** The names that follow {@link #ofObject} are those of one more object in the line. */
    void startObject() {
        object++;
    }

    /**
     * The place of the name that begins there, one of the line's own fields.
     *
     * @return {@link #UNSURE} if the line had it already, no colon follows, or it is rare: with escapes, long, not ASCII
     */
    int ofLine(byte[] bytes, int from, int limit) {
        return firstIn(lastLines, line, find(bytes, from, limit));
    }

    /** As {@link #ofLine}, in the object that was started last. */
    int ofObject(byte[] bytes, int from, int limit) {
        return firstIn(lastObjects, object, find(bytes, from, limit));
    }

    String text(int place) {
        return texts[place];
    }

    /** How many bytes the name, the quote and the colon are. */
    int length(int place) {
        return tokens[place].length;
    }

    private static int firstIn(int[] last, int object, int place) {
        if (place == UNSURE || last[place] == object) {
            return UNSURE;
        }
        last[place] = object;
        return place;
    }

    private int find(byte[] bytes, int from, int limit) {
        int place = followers[previous];
        if (!isAt(place, bytes, from, limit)) {
            place = search(bytes, from, limit);
            if (place == UNSURE) {
                return UNSURE;
            }
            followers[previous] = place;
        }
        previous = place;
        return place;
    }

    private boolean isAt(int place, byte[] bytes, int from, int limit) {
        byte[] token = tokens[place];
        int to = from + token.length;
        return token.length > 0 && to <= limit && Arrays.equals(token, 0, token.length, bytes, from, to);
    }

    private int search(byte[] bytes, int from, int limit) {
        int hash = 0;
        int at = from;
        while (at < limit && at - from <= LONGEST && bytes[at] != '"') {
            if (bytes[at] < ' ' || bytes[at] == '\\') {
                return UNSURE;
            }
            hash = 31 * hash + bytes[at++];
        }
        boolean ended = at + 1 < limit && bytes[at] == '"' && bytes[at + 1] == ':';
        return ended ? place(bytes, from, at, hash ^ hash >>> 12) : UNSURE;
    }

    /** Where the name is, or is from now on; it takes no place of a name that the line has. */
    private int place(byte[] bytes, int from, int to, int hash) {
        int free = UNSURE;
        for (int probe = PROBES - 1; probe >= 0; probe--) {
            int place = hash + probe & PLACES - 1;
            if (isAt(place, bytes, from, to + 2)) {
                return place;
            }
            boolean inUse = lastLines[place] == line || lastObjects[place] - line > 0;
            free = inUse ? free : place;
        }
        if (free != UNSURE) {
            tokens[free] = Arrays.copyOfRange(bytes, from, to + 2);
            // known to the class's constants, which are compared with it
            texts[free] = new String(bytes, from, to - from, StandardCharsets.US_ASCII).intern();
        }
        return free;
    }
}

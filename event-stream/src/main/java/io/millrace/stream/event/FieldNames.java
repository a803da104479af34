package io.millrace.stream.event;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The names of fields, without making a string each time. Lines of one stream have their fields in much the same order, so a
 * name is first compared with the one that came after the same name before. When there is no room for more, all are forgotten. For
 * one thread.
 */
final class FieldNames {
    /** Instead of a place: for a parser to judge. */
    static final int UNSURE = -1;

    private static final int MOST = 1 << 11;
    private static final int LONGEST = 80;
    private static final int MOST_BYTES = 32 * MOST;
    private static final int TABLE = 4 * MOST;
    private static final int START_OF_LINE = MOST;

    /** After so many a name counts as rare: whoever makes names that share their hash must not make a search long. */
    private static final int MOST_PROBES = 16;

    /** All names in the order they came first, each with the quote and the colon behind it: near each other, as they are used. */
    private final byte[] bytes = new byte[MOST_BYTES];

    private final int[] starts = new int[MOST + 1];
    private final String[] texts = new String[MOST];
    private final int[] followers = new int[MOST + 1];
    private int count;

    /** By their hash, with linear probing; 0 is none, else the place above 0. */
    private final int[] table = new int[TABLE];

    /** The numbers of the objects that had the name last. */
    private final int[] lastLines = new int[MOST];

    private final int[] lastObjects = new int[MOST];

    private int line;
    private int object;
    private int previous = START_OF_LINE;

    FieldNames() {
        Arrays.fill(texts, "");
    }

    /** The names that follow are those of a line's own fields. */
    void startLine() {
        if (isFull()) {
            Arrays.fill(table, 0);
            count = 0;
        }
        line = ++object;
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
        return starts[place + 1] - starts[place];
    }

    private static int firstIn(int[] last, int object, int place) {
        if (place == UNSURE || last[place] == object) {
            return UNSURE;
        }
        last[place] = object;
        return place;
    }

    private int find(byte[] line, int from, int limit) {
        int place = followers[previous];
        if (!isAt(place, line, from, limit)) {
            place = search(line, from, limit);
            if (place == UNSURE) {
                return UNSURE;
            }
            followers[previous] = place;
        }
        previous = place;
        return place;
    }

    private boolean isAt(int place, byte[] line, int from, int limit) {
        return place < count
                && from + length(place) <= limit
                && Words.equal(bytes, starts[place], line, from, length(place));
    }

    private int search(byte[] line, int from, int limit) {
        int hash = 0;
        int at = from;
        while (at < limit && at - from <= LONGEST && line[at] != '"') {
            if (line[at] < ' ' || line[at] == '\\') {
                return UNSURE;
            }
            hash = 31 * hash + line[at++];
        }
        boolean ended = at + 1 < limit && line[at] == '"' && line[at + 1] == ':';
        return ended ? place(line, from, at + 2, hash ^ hash >>> 12) : UNSURE;
    }

    private int place(byte[] line, int from, int to, int hash) {
        int probes = 0;
        int slot = hash & TABLE - 1;
        while (table[slot] != 0) {
            int place = table[slot] - 1;
            if (length(place) == to - from && isAt(place, line, from, to)) {
                return place;
            }
            if (++probes == MOST_PROBES) {
                return UNSURE;
            }
            slot = slot + 1 & TABLE - 1;
        }
        // there is room again from the next line on
        return isFull() ? UNSURE : add(line, from, to, slot);
    }

    private int add(byte[] line, int from, int to, int slot) {
        table[slot] = count + 1;
        System.arraycopy(line, from, bytes, starts[count], to - from);
        // known to the class's constants, which are compared with it
        texts[count] = new String(line, from, to - from - 2, StandardCharsets.US_ASCII).intern();
        starts[count + 1] = starts[count] + to - from;
        return count++;
    }

    private boolean isFull() {
        return count == MOST || starts[count] > MOST_BYTES - LONGEST - 3;
    }
}

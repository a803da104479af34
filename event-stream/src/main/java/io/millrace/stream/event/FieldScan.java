package io.millrace.stream.event;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Finds the fields of a line that is a JSON object (RFC 8259) without decoding them. It is sure of what it accepts: the line is
 * well-formed and no object in it has a name twice. What is rare it does not accept, well-formed or not: that is for a
 * parser to judge. The line must be UTF-8. For one thread.
 */
final class FieldScan {
    /** What a value is. */
    enum Kind {
        /** Its range is what stands between the quotes. */
        TEXT,
        /** As TEXT, with escapes in it. */
        ESCAPED_TEXT,
        /** A whole number of at most 19 digits. */
        NUMBER,
        NULL,
        /** An object that is not empty, of values that are no objects and no arrays. */
        OBJECT,
        /** True, false, or an array of texts and numbers. */
        OTHER
    }

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final int MOST_FIELDS = 256;
    private static final int LONGEST_NAME = 200;
    private static final int MOST_DIGITS = 19;
    private static final int UNSURE = -1;

    private final TextCache texts;
    private final String[] names = new String[MOST_FIELDS];
    private final Kind[] kinds = new Kind[MOST_FIELDS];
    private final int[] starts = new int[MOST_FIELDS];
    private final int[] ends = new int[MOST_FIELDS];
    private int count;

    private byte[] line = {};
    private int limit;

    /** What the value that was passed last is. */
    private Kind kind = Kind.NULL;

    private int start;
    private int end;

    FieldScan(TextCache texts) {
        this.texts = texts;
        Arrays.fill(kinds, Kind.NULL);
        Arrays.fill(names, "");
    }

    /** Whether the bytes surely are an object; then its fields can be asked for. */
    boolean accepts(byte[] bytes, int from, int to) {
        line = bytes;
        limit = to;
        count = 0;
        return from < to && bytes[from] == '{' && object(from, true) == to;
    }

    int count() {
        return count;
    }

    String name(int field) {
        return names[field];
    }

    Kind kind(int field) {
        return kinds[field];
    }

    /** Where its value starts. */
    int start(int field) {
        return starts[field];
    }

    /** Where its value ends. */
    int end(int field) {
        return ends[field];
    }

    /** Passes an object and notes its fields, if it is the line's; gives the place behind it. */
    private int object(int from, boolean isLine) {
        int first = count;
        long seen = 0;
        int at = blanks(from + 1);
        while (at < limit && line[at] == '"' && count < MOST_FIELDS) {
            int nameEnd = endOfName(at + 1);
            if (nameEnd < 0) {
                return UNSURE;
            }
            String name = texts.text(line, at + 1, nameEnd);
            long bit = 1L << name.hashCode();
            if ((seen & bit) != 0 && isIn(first, name)) {
                return UNSURE;
            }
            seen |= bit;
            at = value(blanks(nameEnd + 2), isLine);
            if (at < 0) {
                return UNSURE;
            }
            note(name);
            at = blanks(at);
            if (at < limit && line[at] == '}') {
                count = isLine ? count : first;
                return at + 1;
            }
            at = at < limit && line[at] == ',' ? blanks(at + 1) : limit;
        }
        return UNSURE;
    }

    private void note(String name) {
        names[count] = name;
        kinds[count] = kind;
        starts[count] = start;
        ends[count++] = end;
    }

    private boolean isIn(int first, String name) {
        for (int i = first; i < count; i++) {
            if (names[i].equals(name)) {
                return true;
            }
        }
        return false;
    }

    private int blanks(int from) {
        int at = from;
        while (at < limit && line[at] == ' ') {
            at++;
        }
        return at;
    }

    /** The place of the quote that ends a name, if a colon follows it. */
    private int endOfName(int from) {
        int quote = special(from);
        boolean plain = quote < limit && line[quote] == '"' && quote - from <= LONGEST_NAME;
        return plain && quote + 1 < limit && line[quote + 1] == ':' ? quote : UNSURE;
    }

    /** Passes a value and notes what and where it is; gives the place behind it. */
    private int value(int at, boolean mayHoldOthers) {
        if (at >= limit) {
            return UNSURE;
        }
        return switch (line[at]) {
            case '"' -> text(at + 1);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(at);
            case 'n' -> literal(at, "null", Kind.NULL);
            case 't' -> literal(at, "true", Kind.OTHER);
            case 'f' -> literal(at, "false", Kind.OTHER);
            case '{' -> mayHoldOthers ? noted(Kind.OBJECT, at, object(at, false)) : UNSURE;
            case '[' -> mayHoldOthers ? noted(Kind.OTHER, at, array(at)) : UNSURE;
            default -> UNSURE;
        };
    }

    private int noted(Kind what, int from, int to) {
        kind = what;
        start = from;
        end = to;
        return to;
    }

    private int text(int from) {
        Kind found = Kind.TEXT;
        int at = special(from);
        while (at < limit && line[at] == '\\') {
            found = Kind.ESCAPED_TEXT;
            int behind = escape(at);
            if (behind < 0) {
                return UNSURE;
            }
            at = special(behind);
        }
        if (at >= limit || line[at] != '"') {
            return UNSURE;
        }
        noted(found, from, at);
        return at + 1;
    }

    /** The place behind an escape. */
    private int escape(int at) {
        if (at + 1 >= limit) {
            return UNSURE;
        }
        return switch (line[at + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at + 2;
            // a surrogate may lack its partner
            default -> UNSURE;
        };
    }

    private int number(int from) {
        int at = line[from] == '-' ? from + 1 : from;
        int digits = at;
        while (at < limit && line[at] >= '0' && line[at] <= '9') {
            at++;
        }
        boolean plain = at > digits && at - digits <= MOST_DIGITS && (line[digits] != '0' || at == digits + 1);
        boolean ended = at < limit && (line[at] == ',' || line[at] == '}' || line[at] == ']');
        return plain && ended ? noted(Kind.NUMBER, from, at) : UNSURE;
    }

    private int literal(int from, String text, Kind what) {
        int to = from + text.length();
        if (to >= limit) {
            return UNSURE;
        }
        for (int i = 0; i < text.length(); i++) {
            if (line[from + i] != text.charAt(i)) {
                return UNSURE;
            }
        }
        return noted(what, from, to);
    }

    private int array(int from) {
        int at = blanks(from + 1);
        if (at < limit && line[at] == ']') {
            return at + 1;
        }
        while (at < limit) {
            at = value(at, false);
            if (at < 0) {
                return UNSURE;
            }
            at = blanks(at);
            if (at < limit && line[at] == ']') {
                return at + 1;
            }
            at = at < limit && line[at] == ',' ? blanks(at + 1) : limit;
        }
        return UNSURE;
    }

    /** The next quote, backslash or control character from there on, or the limit (Hacker's Delight, "find first zero byte"). */
    private int special(int from) {
        int at = from;
        while (at + Long.BYTES <= limit) {
            long eight = (long) LONGS.get(line, at);
            long quotes = eight ^ (ONES * '"');
            long slashes = eight ^ (ONES * '\\');
            long found = ((quotes - ONES) & ~quotes) | ((slashes - ONES) & ~slashes) | ((eight - ONES * ' ') & ~eight);
            if ((found & HIGHS) != 0) {
                return at + (Long.numberOfTrailingZeros(found & HIGHS) >>> 3);
            }
            at += Long.BYTES;
        }
        while (at < limit && line[at] != '"' && line[at] != '\\' && (line[at] < 0 || line[at] >= ' ')) {
            at++;
        }
        return at;
    }
}

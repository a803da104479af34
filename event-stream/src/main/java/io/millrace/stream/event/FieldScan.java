package io.millrace.stream.event;

/**
 * Finds the fields of a line that is a JSON object (RFC 8259) without decoding them. It is sure of what it accepts: the line is
 * well-formed UTF-8 and no object in it has a name twice. What is rare it does not accept, well-formed or not: that is for a
 * parser to judge. For one thread.
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

    private static final int MOST_FIELDS = 256;
    private static final int MOST_DIGITS = 19;
    private static final int UNSURE = FieldNames.UNSURE;

    private final FieldNames names = new FieldNames();

    /** What is noted are numbers: references cost more to store in what is old. */
    private final int[] places = new int[MOST_FIELDS];

    /** A character for each kind, as a value of it may begin; a backslash for text with escapes. */
    private final char[] marks = new char[MOST_FIELDS];

    private final int[] starts = new int[MOST_FIELDS];
    private final int[] ends = new int[MOST_FIELDS];
    private int count;

    private byte[] line = {};
    private int limit;

    /** Marks of bytes that are not ASCII. */
    private long beyondAscii;

    /** What and where the value is that was passed last. */
    private char mark;

    private int start;
    private int end;

    /** Whether the bytes surely are an object; then its fields can be asked for. */
    boolean accepts(byte[] bytes, int from, int to) {
        line = bytes;
        limit = to;
        count = 0;
        beyondAscii = 0;
        names.startLine();
        return from < to && bytes[from] == '{' && line(from) == to && isUtf8(from);
    }

    private boolean isUtf8(int from) {
        return beyondAscii == 0 || Utf8.firstInvalid(line, from, limit) < 0;
    }

    int count() {
        return count;
    }

    String name(int field) {
        return names.text(places[field]);
    }

    Kind kind(int field) {
        return switch (marks[field]) {
            case '"' -> Kind.TEXT;
            case '\\' -> Kind.ESCAPED_TEXT;
            case '0' -> Kind.NUMBER;
            case 'n' -> Kind.NULL;
            case '{' -> Kind.OBJECT;
            default -> Kind.OTHER;
        };
    }

    /** Where its value starts. */
    int start(int field) {
        return starts[field];
    }

    /** Where its value ends. */
    int end(int field) {
        return ends[field];
    }

    /** Passes the line's object and notes its fields; gives the place behind it. */
    private int line(int from) {
        int at = blanks(from + 1);
        while (at < limit && line[at] == '"' && count < MOST_FIELDS) {
            int place = names.ofLine(line, at + 1, limit);
            if (place == UNSURE) {
                return UNSURE;
            }
            at = value(blanks(at + 1 + names.length(place)), true);
            if (at == UNSURE) {
                return UNSURE;
            }
            note(place);
            at = blanks(at);
            if (at < limit && line[at] == '}') {
                return at + 1;
            }
            at = at < limit && line[at] == ',' ? blanks(at + 1) : limit;
        }
        return UNSURE;
    }

    private void note(int place) {
        places[count] = place;
        marks[count] = mark;
        starts[count] = start;
        ends[count++] = end;
    }

    /** Passes an object in the line; gives the place behind it. */
    private int object(int from) {
        names.startObject();
        int at = blanks(from + 1);
        while (at < limit && line[at] == '"') {
            int place = names.ofObject(line, at + 1, limit);
            if (place == UNSURE) {
                return UNSURE;
            }
            at = value(blanks(at + 1 + names.length(place)), false);
            if (at == UNSURE) {
                return UNSURE;
            }
            at = blanks(at);
            if (at < limit && line[at] == '}') {
                return at + 1;
            }
            at = at < limit && line[at] == ',' ? blanks(at + 1) : limit;
        }
        return UNSURE;
    }

    private int blanks(int from) {
        int at = from;
        while (at < limit && line[at] == ' ') {
            at++;
        }
        return at;
    }

    /** Passes a value and notes what and where it is; gives the place behind it. */
    private int value(int at, boolean mayHoldOthers) {
        if (at >= limit) {
            return UNSURE;
        }
        return switch (line[at]) {
            case '"' -> text(at + 1);
            case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> number(at);
            case 'n' -> literal(at, "null", 'n');
            case 't' -> literal(at, "true", 't');
            case 'f' -> literal(at, "false", 'f');
            case '{' -> mayHoldOthers ? noted('{', at, object(at)) : UNSURE;
            case '[' -> mayHoldOthers ? noted('[', at, array(at)) : UNSURE;
            default -> UNSURE;
        };
    }

    private int noted(char what, int from, int to) {
        mark = what;
        start = from;
        end = to;
        return to;
    }

    private int text(int from) {
        char found = '"';
        int at = special(from);
        while (at < limit && line[at] == '\\') {
            found = '\\';
            at = escapes(at);
            if (at == UNSURE) {
                return UNSURE;
            }
            at = special(at);
        }
        if (at >= limit || line[at] != '"') {
            return UNSURE;
        }
        noted(found, from, at);
        return at + 1;
    }

    /** The place behind the escapes, of which there seldom is but one. */
    private int escapes(int from) {
        int at = from;
        while (at + 1 < limit && line[at] == '\\') {
            if (JsonString.meaning(line[at + 1]) == 0) {
                return UNSURE;
            }
            at += 2;
        }
        return at == from ? UNSURE : at;
    }

    private int number(int from) {
        int at = line[from] == '-' ? from + 1 : from;
        int digits = at;
        while (at < limit && line[at] >= '0' && line[at] <= '9') {
            at++;
        }
        boolean plain = at > digits && at - digits <= MOST_DIGITS && (line[digits] != '0' || at == digits + 1);
        boolean ended = at < limit && (line[at] == ',' || line[at] == '}' || line[at] == ']');
        return plain && ended ? noted('0', from, at) : UNSURE;
    }

    private int literal(int from, String text, char what) {
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

    /** The next quote, backslash or control character from there on, or the limit. */
    private int special(int from) {
        long beyond = 0;
        int at = from;
        // what stands behind the limit does no harm
        for (int last = Math.min(limit, line.length - Long.BYTES + 1); at < last; at += Long.BYTES) {
            long eight = Words.eight(line, at);
            beyond |= eight;
            long specials = JsonString.specials(eight);
            if (specials != 0) {
                beyondAscii |= JsonString.beyondAscii(beyond);
                return Math.min(at + JsonString.first(specials), limit);
            }
        }
        while (at < limit && line[at] != '"' && line[at] != '\\' && (line[at] < 0 || line[at] >= ' ')) {
            beyond |= line[at++];
        }
        beyondAscii |= JsonString.beyondAscii(beyond);
        return Math.min(at, limit);
    }
}

package io.millrace.stream.event;

import io.millrace.stream.event.MalformedEventException.Reason;

/** The bytes of a line before they are read as JSON. */
final class LineBytes {

    private LineBytes() {}

    /** Where the JSON starts: after a byte order mark and blanks. */
    static int start(byte[] buffer, int offset, int to) {
        int from = offset;
        if (to - from >= 3
                && buffer[from] == (byte) 0xEF
                && buffer[from + 1] == (byte) 0xBB
                && buffer[from + 2] == (byte) 0xBF) {
            from += 3;
        }
        while (from < to && isBlank(buffer[from])) {
            from++;
        }
        return from;
    }

    /** Where the JSON ends: before a carriage return and blanks. */
    static int end(byte[] buffer, int from, int lineEnd) {
        int to = lineEnd;
        while (to > from && isBlank(buffer[to - 1])) {
            to--;
        }
        return to;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    /** Refuses what cannot be an object in UTF-8, so that Jackson does not guess at another encoding. */
    static void check(byte[] buffer, int from, int to, int offset) throws MalformedEventException {
        if (from == to) {
            throw new MalformedEventException(Reason.NOT_JSON, "the line is blank");
        }
        int invalid = Utf8.firstInvalid(buffer, from, to);
        if (invalid >= 0) {
            throw new MalformedEventException(Reason.NOT_UTF8, "the line is not UTF-8 at byte " + (invalid - offset));
        }
        if (to - from > 1 && buffer[from + 1] == 0) {
            throw new MalformedEventException(Reason.NOT_JSON, "the line has a zero at byte " + (from + 1 - offset));
        }
    }
}

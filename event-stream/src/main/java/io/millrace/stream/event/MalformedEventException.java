package io.millrace.stream.event;

/**
 * A line that is not an event. The message names the place (field and byte offset within the line) and never holds more
 * than a short piece of the line. There is no stack trace: a stream of rubbish must not cost more than a stream of events.
 */
public final class MalformedEventException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why a line was refused. */
    public enum Reason {
        /** Not JSON: cut off, followed by something else, binary, or with a field given twice in one object. */
        NOT_JSON("not-json"),
        /** Bytes that are not UTF-8. */
        NOT_UTF8("not-utf8"),
        /** JSON, but an array, a string, a number, a literal. */
        NOT_AN_OBJECT("not-an-object"),
        /** A JSON object that looks like none of the known formats. */
        UNKNOWN_FORMAT("unknown-format"),
        /** A field whose value is of another type than the format has there, or cannot be read as such. */
        WRONG_TYPE("wrong-type"),
        /** Nested too deeply, or with an over-long number or name. */
        TOO_COMPLEX("too-complex");

        private final String code;

        Reason(String code) {
            this.code = code;
        }

        /** The stable name used in metrics and dead letters. */
        public String code() {
            return code;
        }
    }

    private final Reason reason;

    MalformedEventException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    /** Why the line was refused. */
    public Reason reason() {
        return reason;
    }
}

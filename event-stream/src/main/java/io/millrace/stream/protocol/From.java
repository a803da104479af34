package io.millrace.stream.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Where a subscriber wants to begin: at the first event, at the next one to come, or at a sequence. */
public sealed interface From {
    /** The first event of the stream. */
    From EARLIEST = new Named("earliest");

    /** The first event that does not exist yet. */
    From LATEST = new Named("latest");

    /** The form on the wire: {@code "earliest"}, {@code "latest"} or a number. */
    @JsonValue
    Object wire();

    /** Returns the position at a sequence, 0 or more. */
    static From at(long sequence) {
        return new Sequence(sequence);
    }

    /**
     * Reads {@code earliest}, {@code latest} or a sequence.
     *
     * @throws IllegalArgumentException for anything else
     */
    static From parse(String text) {
        if (EARLIEST.wire().equals(text)) {
            return EARLIEST;
        }
        if (LATEST.wire().equals(text)) {
            return LATEST;
        }
        try {
            return at(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("from is earliest, latest or a sequence, not '" + text + "'", e);
        }
    }

    /** Reads the form on the wire. */
    @JsonCreator
    static From ofWire(Object value) {
        if (value instanceof Long || value instanceof Integer) {
            return at(((Number) value).longValue());
        }
        if (value instanceof String name
                && (EARLIEST.wire().equals(name) || LATEST.wire().equals(name))) {
            return parse(name);
        }
        throw new IllegalArgumentException("from is \"earliest\", \"latest\" or a sequence, not " + value);
    }

    /** A named position. */
    record Named(String wire) implements From {}

    /** A sequence, 0 to {@link #MAX}. */
    record Sequence(long value) implements From {
        /** The last sequence that may be asked for: reached in 14 000 years, and sums with it do not overflow. */
        public static final long MAX = 1L << 62;

        public Sequence {
            if (value < 0) {
                throw new IllegalArgumentException("from is 0 or more, not " + value);
            }
            if (value > MAX) {
                throw new IllegalArgumentException("from is " + MAX + " at most, not " + value);
            }
        }

        @Override
        public Object wire() {
            return value;
        }
    }
}

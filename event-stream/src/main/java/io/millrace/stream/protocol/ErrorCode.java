package io.millrace.stream.protocol;

import java.util.Arrays;
import java.util.Optional;

/** Why a server turns a reader away. A permanent error stays the same however often the reader asks. */
public enum ErrorCode {
    /** The position belongs to another stream than the server's. */
    UNKNOWN_STREAM("unknown-stream", true),
    /** The token is missing or wrong. */
    UNAUTHORIZED("unauthorized", true),
    /** The first line is no subscription. */
    BAD_REQUEST("bad-request", true),
    /** The first line is too long. */
    LINE_TOO_LONG("line-too-long", true),
    /** The first line was begun and not ended in time. */
    TOO_SLOW("too-slow", false),
    /** The server has as many readers as it may. */
    TOO_MANY_READERS("too-many-readers", false),
    /** The server failed on its side, e.g. a replayed file became unreadable. */
    INTERNAL("internal", false);

    private final String wire;
    private final boolean permanent;

    ErrorCode(String wire, boolean permanent) {
        this.wire = wire;
        this.permanent = permanent;
    }

    /** The form on the wire. */
    public String wire() {
        return wire;
    }

    /** Whether asking again is of no use. */
    public boolean permanent() {
        return permanent;
    }

    /** Returns the code of that form, if it is known. */
    public static Optional<ErrorCode> ofWire(String wire) {
        return Arrays.stream(values()).filter(code -> code.wire.equals(wire)).findFirst();
    }
}

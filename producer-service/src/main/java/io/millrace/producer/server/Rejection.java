package io.millrace.producer.server;

import io.millrace.stream.protocol.ErrorCode;
import java.util.Locale;

/** Why a connection is turned away. */
public enum Rejection {
    /** There are as many connections as there may be. */
    TOO_MANY_READERS(ErrorCode.TOO_MANY_READERS),
    /** The same from one address. */
    TOO_MANY_FROM_ADDRESS(ErrorCode.TOO_MANY_READERS),
    /** The first line was begun and not ended in time. */
    FIRST_LINE_TOO_SLOW(ErrorCode.TOO_SLOW),
    /** The first line is too long. */
    FIRST_LINE_TOO_LONG(ErrorCode.LINE_TOO_LONG),
    /** The first line is no subscription, or more came after it. */
    BAD_REQUEST(ErrorCode.BAD_REQUEST),
    /** The client does not speak TLS, where it must. */
    NO_TLS(ErrorCode.BAD_REQUEST),
    /** TLS could not be agreed on; no line can tell the client so. */
    TLS_FAILED(ErrorCode.BAD_REQUEST),
    /** The token is missing or wrong. */
    UNAUTHORIZED(ErrorCode.UNAUTHORIZED),
    /** The position belongs to another stream. */
    UNKNOWN_STREAM(ErrorCode.UNKNOWN_STREAM),
    /** It took none of what it was given for longest, while too much waited for all; no line can tell it so. */
    STUCK(ErrorCode.TOO_SLOW),
    /** The server failed on its side. */
    INTERNAL(ErrorCode.INTERNAL),
    /** The process has no file descriptor left for another connection. */
    NO_DESCRIPTOR(ErrorCode.INTERNAL);

    private final ErrorCode code;

    Rejection(ErrorCode code) {
        this.code = code;
    }

    /** What the client is told. */
    ErrorCode code() {
        return code;
    }

    /** The name for a metric's tag, e.g. {@code bad-request}. */
    String tag() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

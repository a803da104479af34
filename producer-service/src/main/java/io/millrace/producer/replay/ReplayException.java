package io.millrace.producer.replay;

/** A replay that cannot be opened; the message names the path and what to do. */
public final class ReplayException extends RuntimeException {
    ReplayException(String message) {
        super(message);
    }

    ReplayException(String message, Throwable cause) {
        super(message, cause);
    }
}

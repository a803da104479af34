package io.millrace.quickstart;

import java.io.Serial;

/** A reason not to start, written as the one line its reader sees: what is wrong and what to do about it. */
final class StartFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    StartFailure(String message) {
        super(message);
    }

    StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.millrace.analytics.arguments;

/** An argument that the job does not know or cannot use. The message names it and says what would do. */
public final class BadArgumentException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    BadArgumentException(String message) {
        super(message + "; --help lists the arguments");
    }

    BadArgumentException(Argument argument, String problem) {
        this(argument.flag() + ": " + problem);
    }
}

package io.millrace.submitter.flink;

/** Flink gave no answer, so whether it did what it was asked is unknown. */
public final class FlinkUnreachableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    FlinkUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}

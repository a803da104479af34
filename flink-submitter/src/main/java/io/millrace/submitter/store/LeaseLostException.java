package io.millrace.submitter.store;

/** Another submitter acts by now, so this one changes nothing any more. */
public final class LeaseLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    LeaseLostException() {
        super("Another submitter has taken over; this one waits.");
    }
}

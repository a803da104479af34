package io.millrace.submitter.store;

/** What the user wants of a job. */
public enum Desired {
    RUNNING,
    /** Stopped with its state kept, to be resumed. */
    SUSPENDED,
    /** Ended without a savepoint. */
    CANCELLED,
    /** Ended and forgotten. */
    DELETED
}

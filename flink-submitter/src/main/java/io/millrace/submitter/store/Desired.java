package io.millrace.submitter.store;

/** What the user wants of a job. */
public enum Desired {
    RUNNING,
    STOPPED,
    CANCELLED
}

package io.millrace.submitter.reconcile;

/** Where a job stands, in a user's words. */
public enum Phase {
    /** Declared; nothing was posted to Flink yet. */
    PENDING,
    /** Being uploaded and run. */
    SUBMITTING,
    /** Flink has it; not all of its vertices run yet, or again. */
    STARTING,
    /** It waits for slots. */
    QUEUED,
    /** All vertices run. */
    RUNNING,
    /** Its attempt is being replaced: by another revision, or by a restart. */
    REPLACING,
    STOPPING,
    STOPPED,
    CANCELLING,
    CANCELLED,
    /** It came to the end of its input. */
    FINISHED,
    FAILED,
    /** It is being forgotten. */
    DELETING
}

package io.millrace.submitter.store;

/** What can happen; a webhook is told of the transitions, not of what led to them. */
public enum EventType {
    ARTIFACT_ADDED(false),
    ARTIFACT_REMOVED(false),
    DECLARED(false),
    COMMANDED(false),
    POSTED(false),
    RUNNING(true),
    STABLE(true),
    UNHEALTHY(true),
    HEALTHY(true),
    LOST(true),
    RESTORED(true),
    REPLACED(false),
    STARVED(true),
    STOPPED(true),
    CANCELLED(true),
    FINISHED(true),
    FAILED(true),
    ROLLED_BACK(true),
    RESCALED(true),
    SAVEPOINT_COMPLETED(false),
    SAVEPOINT_FAILED(true),
    SAVEPOINT_DISPOSED(false),
    OPERATION_ENDED(false),
    DELETED(true),
    CLUSTER_RESTARTED(true);

    private final boolean notified;

    EventType(boolean notified) {
        this.notified = notified;
    }

    /** Whether a webhook is told. */
    public boolean notified() {
        return notified;
    }
}

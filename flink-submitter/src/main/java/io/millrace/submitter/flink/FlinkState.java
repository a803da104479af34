package io.millrace.submitter.flink;

/** The states of a Flink job, as its REST API names them ({@code org.apache.flink.api.common.JobStatus}). */
public enum FlinkState {
    INITIALIZING,
    CREATED,
    RUNNING,
    FAILING,
    FAILED,
    CANCELLING,
    CANCELED,
    FINISHED,
    RESTARTING,
    SUSPENDED,
    RECONCILING;

    /** Whether the job will never run again on this cluster. */
    public boolean ended() {
        return this == FAILED || this == CANCELED || this == FINISHED;
    }
}

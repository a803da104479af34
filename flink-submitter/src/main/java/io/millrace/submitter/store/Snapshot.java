package io.millrace.submitter.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A savepoint of a job.
 *
 * @param id Flink's trigger id, committed before Flink is asked
 * @param attempt number of the attempt it is of
 * @param operation id of the operation it is a step of
 * @param path where it lies, as Flink sees it
 * @param failure why there is none, or why the job went on although there is one
 */
public record Snapshot(
        String id,
        String jobId,
        int attempt,
        @Nullable String operation,
        Kind kind,
        Reason reason,
        State state,
        @Nullable String path,
        @Nullable String failure,
        Instant askedAt,
        @Nullable Instant endedAt) {

    /** Whether Flink may still be at it. */
    public boolean pending() {
        return state == State.ASKED;
    }

    /** Whether the job goes on. */
    public enum Kind {
        SAVEPOINT,
        STOP
    }

    /** Who wanted it. */
    public enum Reason {
        USER,
        PERIODIC,
        SUSPEND,
        REPLACE
    }

    /** How far it is. */
    public enum State {
        ASKED,
        COMPLETED,
        FAILED,
        DISPOSED
    }
}

package io.millrace.submitter.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asked of a job.
 *
 * @param revision the revision wanted by it
 * @param attempt number of the newest attempt when it was asked
 * @param detail how it ended, in words
 */
public record Operation(
        String id,
        String jobId,
        Kind kind,
        State state,
        int revision,
        int attempt,
        @Nullable String detail,
        Instant askedAt,
        @Nullable Instant endedAt) {

    /** What can be asked. */
    public enum Kind {
        STOP,
        CANCEL,
        RESUME,
        RESTART,
        UPGRADE,
        ROLLBACK,
        RESCALE,
        DELETE
    }

    /** How far it is. */
    public enum State {
        RUNNING,
        SUCCEEDED,
        FAILED
    }
}

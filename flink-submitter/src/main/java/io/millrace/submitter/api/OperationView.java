package io.millrace.submitter.api;

import io.millrace.submitter.store.Operation;
import io.millrace.submitter.store.Snapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asked for, as {@code GET /operations/{id}} shows it.
 *
 * @param job id of the job
 * @param kind what was asked
 * @param detail how it ended, in words
 */
record OperationView(
        String id,
        String job,
        Kind kind,
        Operation.State state,
        @Nullable String detail,
        Instant askedAt,
        @Nullable Instant endedAt) {

    /** What can be asked of a job. */
    enum Kind {
        STOP,
        CANCEL,
        RESUME,
        RESTART,
        UPGRADE,
        ROLLBACK,
        RESCALE,
        DELETE,
        SAVEPOINT
    }

    static OperationView of(Operation operation) {
        return new OperationView(
                operation.id(),
                operation.jobId(),
                Kind.valueOf(operation.kind().name()),
                operation.state(),
                operation.detail(),
                operation.askedAt(),
                operation.endedAt());
    }

    /** A savepoint is its own operation. */
    static OperationView of(Snapshot snapshot) {
        return new OperationView(
                snapshot.id(),
                snapshot.jobId(),
                Kind.SAVEPOINT,
                switch (snapshot.state()) {
                    case ASKED -> Operation.State.RUNNING;
                    case COMPLETED, DISPOSED -> Operation.State.SUCCEEDED;
                    case FAILED -> Operation.State.FAILED;
                },
                snapshot.failure() == null ? snapshot.path() : snapshot.failure(),
                snapshot.askedAt(),
                snapshot.endedAt());
    }
}

package io.millrace.submitter.api;

import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.AttemptState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to run a job, as {@code GET /jobs/{id}/attempts} shows it.
 *
 * @param state how far it came, or how it ended
 * @param restoredFrom the checkpoint or savepoint it started from; absent means from nothing
 * @param outputMayRepeat whether that was older than the newest one there was
 * @param savepoint what its stop left
 * @param checkpoint the newest completed one Flink reported
 * @param runningAt when all its vertices ran for the first time
 * @param stableAt when it was first found stable
 * @param note why it ended as it did, or what the last command to it met
 */
record AttemptView(
        int number,
        int revision,
        String flinkJobId,
        AttemptState state,
        @Nullable String restoredFrom,
        boolean outputMayRepeat,
        @Nullable String savepoint,
        @Nullable String checkpoint,
        @Nullable Instant runningAt,
        @Nullable Instant stableAt,
        @Nullable String note,
        Instant createdAt,
        @Nullable Instant endedAt) {

    static AttemptView of(Attempt attempt) {
        return new AttemptView(
                attempt.number(),
                attempt.revision(),
                attempt.flinkJobId(),
                attempt.state(),
                attempt.restoredFrom(),
                attempt.outputMayRepeat(),
                attempt.savepoint(),
                attempt.checkpoint(),
                attempt.progress().runningAt(),
                attempt.progress().stableAt(),
                attempt.note(),
                attempt.createdAt(),
                attempt.endedAt());
    }
}

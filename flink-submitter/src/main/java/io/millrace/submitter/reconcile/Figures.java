package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.CheckpointReport;
import io.millrace.submitter.flink.Throughput;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a job less often than its state.
 *
 * <p>They are the best that could be had: what Flink did not answer is absent.
 *
 * @param restarts by Flink itself, within this attempt
 * @param checkpoint the newest completed one
 * @param savepoint the newest completed one
 * @param rootCause of its newest failure
 * @param at when they were read
 */
public record Figures(
        @Nullable Long restarts,
        @Nullable Throughput throughput,
        CheckpointReport.@Nullable Completed checkpoint,
        CheckpointReport.@Nullable Completed savepoint,
        @Nullable String rootCause,
        Instant at) {

    /** The savepoint that holds the job's newest state: absent when a checkpoint is newer, or there is none. */
    @Nullable
    String newestSavepoint() {
        // Flink numbers checkpoints and savepoints of a job in one row.
        return savepoint == null || (checkpoint != null && checkpoint.id() > savepoint.id()) ? null : savepoint.path();
    }
}

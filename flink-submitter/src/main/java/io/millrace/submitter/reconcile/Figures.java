package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.CheckpointReport;
import io.millrace.submitter.flink.CheckpointSettings;
import io.millrace.submitter.flink.JobFailure;
import io.millrace.submitter.flink.Throughput;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is read of a job less often than its state.
 *
 * <p>They are the best that could be had: what Flink did not answer is absent.
 *
 * @param restarts by Flink itself, within this attempt
 * @param settings how it takes checkpoints
 * @param checkpoint the newest completed one
 * @param savepoint the newest completed one, its times by the submitter's clock
 * @param failure its newest one
 * @param faults when its newest failures were, but for those for want of slots: by Flink's clock in epoch milliseconds
 * @param at when they were read
 */
public record Figures(
        @Nullable Long restarts,
        @Nullable Throughput throughput,
        @Nullable CheckpointSettings settings,
        CheckpointReport.@Nullable Completed checkpoint,
        CheckpointReport.@Nullable Completed savepoint,
        @Nullable JobFailure failure,
        List<Long> faults,
        Instant at) {

    /** Of a job of which nothing was read yet. */
    static final Figures NONE = new Figures(null, null, null, null, null, null, List.of(), Instant.EPOCH);

    /** Whether its newest failure was that there were no slots for it. */
    boolean slotsRefused() {
        return failure != null && failure.ofSlots();
    }

    /** The savepoint that holds the job's newest state: absent when a checkpoint is newer, or there is none. */
    @Nullable
    String newestSavepoint() {
        // Flink numbers checkpoints and savepoints of a job in one row.
        return savepoint == null || (checkpoint != null && checkpoint.id() > savepoint.id()) ? null : savepoint.path();
    }

    /** The savepoint Flink began at that time or later, where it took one. */
    @Nullable
    String savepointSince(Instant asked) {
        return savepoint == null || savepoint.triggeredAt() < asked.toEpochMilli() ? null : savepoint.path();
    }
}

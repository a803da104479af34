package io.millrace.submitter.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to run a job.
 *
 * @param number from 1 on
 * @param revision which revision of the job it runs
 * @param flinkJobId 32 hexadecimal digits, chosen before anything is posted and never used again
 * @param cluster where it was posted: the address of Flink's REST API
 * @param closing why the submitter cancels it, once it has decided to
 * @param restoredFrom the checkpoint or savepoint it starts from
 * @param outputMayRepeat whether that state is older than the newest one there was, so that results may be written twice
 * @param fromReported whether that is the newest state Flink reported, and a newer one may have been written
 * @param slotsAwaited how many slots must be free before it is posted; 0 when it waits for none
 * @param savepoint what its stop left
 * @param checkpoint the newest completed checkpoint Flink reported
 * @param progress how it does
 * @param note why it ended as it did, or what the last command to it met
 */
public record Attempt(
        String jobId,
        int number,
        int revision,
        String flinkJobId,
        AttemptState state,
        @Nullable String cluster,
        @Nullable Closing closing,
        @Nullable String restoredFrom,
        boolean outputMayRepeat,
        boolean fromReported,
        int slotsAwaited,
        @Nullable String savepoint,
        @Nullable String checkpoint,
        Progress progress,
        @Nullable String note,
        Instant createdAt,
        @Nullable Instant endedAt) {

    /** Whether a job of this attempt's id may be alive in Flink. */
    public boolean live() {
        return state.live();
    }

    /** The same attempt, further on. */
    public Attempt with(Progress later) {
        return new Attempt(
                jobId,
                number,
                revision,
                flinkJobId,
                state,
                cluster,
                closing,
                restoredFrom,
                outputMayRepeat,
                fromReported,
                slotsAwaited,
                savepoint,
                checkpoint,
                later,
                note,
                createdAt,
                endedAt);
    }
}

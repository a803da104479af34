package io.millrace.submitter.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to run a job.
 *
 * @param number from 1 on
 * @param flinkJobId 32 hexadecimal digits, chosen before anything is posted and never used again
 * @param restoredFrom the checkpoint or savepoint it starts from
 * @param stopTrigger the id of the asked stop with savepoint
 * @param savepoint what the stop left
 * @param checkpoint the newest completed checkpoint Flink reported
 * @param note why it ended as it did, or what the last command to it met
 */
public record Attempt(
        String jobId,
        int number,
        String flinkJobId,
        AttemptState state,
        @Nullable String restoredFrom,
        @Nullable String stopTrigger,
        @Nullable String savepoint,
        @Nullable String checkpoint,
        @Nullable String note,
        Instant createdAt) {

    /** Whether a job of this attempt's id may be alive in Flink. */
    public boolean live() {
        return state.live();
    }
}

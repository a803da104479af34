package io.millrace.submitter.flink;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /jobs/:jobid/checkpoints}. Checkpoints and savepoints of a job are numbered in one row; all times are epoch
 * milliseconds, all paths are as Flink sees them.
 *
 * @param history the last ones of either kind and whatever became of them, newest first: ten, unless the cluster is set up
 *     to remember another number ({@code web.checkpoints.history})
 */
public record CheckpointReport(Counts counts, Latest latest, List<Entry> history) {

    public CheckpointReport {
        history = List.copyOf(history);
    }

    /**
     * How many there were since the job was submitted, savepoints included.
     *
     * @param restored how often state was restored, the start from a savepoint included
     */
    public record Counts(
            long completed,
            long failed,
            @JsonProperty("in_progress") long inProgress,
            long restored) {}

    /**
     * The newest of each kind.
     *
     * @param completed the newest completed checkpoint
     * @param savepoint the newest completed savepoint
     * @param failed the newest failed checkpoint or savepoint
     * @param restored what the job last started from
     */
    public record Latest(
            @Nullable Completed completed,
            @Nullable Completed savepoint,
            @Nullable Entry failed,
            @Nullable Restored restored) {}

    /**
     * A completed checkpoint or savepoint.
     *
     * @param triggeredAt when Flink began it, which is the state it holds
     * @param completedAt when the last subtask acknowledged it
     */
    public record Completed(
            long id,
            @JsonProperty("trigger_timestamp") long triggeredAt,
            @JsonProperty("latest_ack_timestamp") long completedAt,
            @JsonProperty("external_path") @Nullable String path) {

        /**
         * The same with its times by another clock than Flink's.
         *
         * @param now by the other clock
         * @param flinkNow by Flink's
         */
        public Completed byClock(Instant now, long flinkNow) {
            long behind = now.toEpochMilli() - flinkNow;
            return new Completed(id, triggeredAt + behind, completedAt + behind, path);
        }
    }

    /** A checkpoint or savepoint from which the job started. */
    public record Restored(
            long id,
            @JsonProperty("restore_timestamp") long restoredAt,
            @JsonProperty("is_savepoint") boolean savepoint,
            @JsonProperty("external_path") @Nullable String path) {}

    /**
     * A checkpoint or savepoint, whatever became of it.
     *
     * @param lastAckAt when a subtask last acknowledged it; -1 before the first one did
     * @param path once it is completed
     * @param failure once it has failed
     */
    public record Entry(
            long id,
            Status status,
            @JsonProperty("is_savepoint") boolean savepoint,
            @JsonProperty("trigger_timestamp") long triggeredAt,
            @JsonProperty("latest_ack_timestamp") long lastAckAt,
            @JsonProperty("external_path") @Nullable String path,
            @JsonProperty("failure_message") @Nullable String failure) {}

    /** What became of one ({@code org.apache.flink.runtime.checkpoint.CheckpointStatsStatus}). */
    public enum Status {
        IN_PROGRESS,
        COMPLETED,
        FAILED
    }
}

package io.millrace.submitter.flink;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** {@code GET /jobs/:jobid/checkpoints}: the newest ones. */
public record CheckpointReport(Latest latest) {

    /**
     * The newest of each kind.
     *
     * @param completed the newest completed checkpoint
     * @param savepoint the newest completed savepoint
     */
    public record Latest(
            @Nullable Completed completed, @Nullable Completed savepoint) {}

    /**
     * A completed checkpoint or savepoint.
     *
     * @param completedAt epoch milliseconds
     * @param path where it lies, as Flink sees it
     */
    public record Completed(
            long id,
            @JsonProperty("latest_ack_timestamp") long completedAt,
            @JsonProperty("external_path") @Nullable String path) {}
}

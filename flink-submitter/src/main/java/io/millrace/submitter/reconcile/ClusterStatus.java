package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.ClusterOverview;
import org.jspecify.annotations.Nullable;

/**
 * What the newest look said of the cluster.
 *
 * @param overview absent when it gave no answer
 * @param reason why it gave none
 */
public record ClusterStatus(
        @Nullable ClusterOverview overview, @Nullable String reason) {

    static final ClusterStatus NOT_OBSERVED = new ClusterStatus(null, "not observed yet");

    /** Whether Flink answered. */
    public boolean reachable() {
        return overview != null;
    }

    /** Slots nobody uses; 0 when unknown. */
    int slotsFree() {
        return overview == null ? 0 : overview.slotsFree();
    }
}

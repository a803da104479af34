package io.millrace.submitter.reconcile;

import java.util.Map;
import java.util.Optional;

/**
 * What keeps checkpoints when a job ends or is lost. Without it Flink removes the last one with the job, and there is
 * nothing to go on from. How many are kept is not a job's to say: Flink takes that from the cluster's configuration alone.
 */
public final class RetainedCheckpoints {

    /** The cluster's setting of how many completed checkpoints of a job are kept. */
    static final String NUMBER = "execution.checkpointing.num-retained";

    /** Fewer leave nothing to walk back to. */
    static final int AT_LEAST = 3;

    private static final String RETENTION = "execution.checkpointing.externalized-checkpoint-retention";
    private static final String RETAIN = "RETAIN_ON_CANCELLATION";

    /** What every job is submitted with. */
    static final Map<String, String> CONFIGURATION = Map.of(RETENTION, RETAIN);

    private RetainedCheckpoints() {}

    /** What is wrong with a job's own settings of Flink, if they would take its checkpoints away. */
    public static Optional<String> refusal(Map<String, String> settings) {
        String retention = settings.getOrDefault(RETENTION, RETAIN);
        if (!retention.equals(RETAIN)) {
            return Optional.of("'%s' must be %s, not '%s'.".formatted(RETENTION, RETAIN, retention));
        }
        return settings.containsKey(NUMBER)
                ? Optional.of("'%s' has no effect for one job; set it for the cluster.".formatted(NUMBER))
                : Optional.empty();
    }
}

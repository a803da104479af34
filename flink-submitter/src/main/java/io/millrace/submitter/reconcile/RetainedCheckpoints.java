package io.millrace.submitter.reconcile;

import java.util.Map;
import java.util.Optional;

/**
 * What keeps checkpoints when a job ends or is lost. Without it Flink removes the last one with the job, and there is
 * nothing to go on from.
 */
public final class RetainedCheckpoints {

    private static final String RETENTION = "execution.checkpointing.externalized-checkpoint-retention";
    private static final String RETAIN = "RETAIN_ON_CANCELLATION";
    private static final String NUMBER = "execution.checkpointing.num-retained";

    /** Fewer leave nothing to walk back to. */
    private static final int AT_LEAST = 3;

    static final Map<String, String> CONFIGURATION = Map.of(RETENTION, RETAIN, NUMBER, Integer.toString(AT_LEAST));

    private RetainedCheckpoints() {}

    /** What is wrong with a job's own settings of Flink, if they would take its checkpoints away. */
    public static Optional<String> refusal(Map<String, String> settings) {
        String retention = settings.getOrDefault(RETENTION, RETAIN);
        if (!retention.equals(RETAIN)) {
            return Optional.of("'%s' must be %s, not '%s'.".formatted(RETENTION, RETAIN, retention));
        }
        String number = settings.getOrDefault(NUMBER, Integer.toString(AT_LEAST));
        return number.matches("[1-9][0-9]{0,8}") && Integer.parseInt(number) >= AT_LEAST
                ? Optional.empty()
                : Optional.of("'%s' must be a number of at least %d, not '%s'.".formatted(NUMBER, AT_LEAST, number));
    }
}

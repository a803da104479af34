package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.ClusterOverview;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the newest look said of the cluster.
 *
 * @param overview absent when it gave no answer
 * @param configuration its JobManager's; empty when it gave no answer
 * @param submit whether it lets jars be uploaded and run
 * @param reason why it gave none
 */
public record ClusterStatus(
        @Nullable ClusterOverview overview,
        Map<String, String> configuration,
        boolean submit,
        @Nullable String reason) {

    static final ClusterStatus NOT_OBSERVED = new ClusterStatus(null, Map.of(), false, "not observed yet");

    /** A folder Flink names anew at each start of a JobManager, if nobody fixed it. */
    private static final String INCARNATION = "web.tmpdir";

    public ClusterStatus {
        configuration = Map.copyOf(configuration);
    }

    /** Whether Flink answered. */
    public boolean reachable() {
        return overview != null;
    }

    /** Which scheduler the cluster's jobs run in. */
    public String scheduler() {
        return configuration.getOrDefault("jobmanager.scheduler", "Default").toLowerCase(Locale.ROOT);
    }

    /** Where checkpoints are kept; absent when the cluster has no folder for them. */
    public @Nullable String checkpointDirectory() {
        return configuration.get("execution.checkpointing.dir");
    }

    /** How many completed checkpoints of a job the cluster keeps. */
    public int retainedCheckpoints() {
        String number = configuration.getOrDefault(RetainedCheckpoints.NUMBER, "1");
        return number.matches("[0-9]{1,9}") ? Integer.parseInt(number) : 1;
    }

    /** What the cluster lacks to run jobs that survive; nothing is said of one that gives no answer. */
    public List<Condition> lacks() {
        List<Condition> lacks = new ArrayList<>();
        if (!reachable()) {
            return lacks;
        }
        if (!submit) {
            lacks.add(new Condition("SubmitDisabled", "web.submit.enable is false: no jar can be run."));
        }
        if (checkpointDirectory() == null) {
            lacks.add(new Condition(
                    "NoCheckpointDirectory",
                    "execution.checkpointing.dir is not set: a lost job has nothing to go on from."));
        }
        if (savepointDirectory() == null) {
            lacks.add(new Condition(
                    "NoSavepointDirectory",
                    "execution.checkpointing.savepoint-dir is not set: no job can be stopped with a savepoint."));
        }
        if (retainedCheckpoints() < RetainedCheckpoints.AT_LEAST) {
            lacks.add(new Condition(
                    "FewCheckpointsRetained",
                    "%s is %d: there is no older checkpoint to go back to when the newest cannot be restored; set it to %d."
                            .formatted(
                                    RetainedCheckpoints.NUMBER, retainedCheckpoints(), RetainedCheckpoints.AT_LEAST)));
        }
        return lacks;
    }

    /** Where savepoints are kept; absent when the cluster has no folder for them. */
    public @Nullable String savepointDirectory() {
        return configuration.get("execution.checkpointing.savepoint-dir");
    }

    boolean adaptive() {
        return scheduler().equals("adaptive");
    }

    /** Which start of the JobManager it is; empty when that cannot be told. */
    String incarnation() {
        String folder = configuration.getOrDefault(INCARNATION, "");
        return folder.contains("flink-web-") ? folder : "";
    }

    /** Slots nobody uses; 0 when unknown. */
    int slotsFree() {
        return overview == null ? 0 : overview.slotsFree();
    }

    /** Whether it is known that fewer are free. */
    boolean lacksSlots(int slots) {
        return reachable() && slotsFree() < slots;
    }
}

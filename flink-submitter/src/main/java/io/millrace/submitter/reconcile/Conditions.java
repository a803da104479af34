package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.CheckpointSettings;
import io.millrace.submitter.flink.FlinkState;
import io.millrace.submitter.flink.JobDetails;
import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.Progress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What there is to know about a job beside its phase. */
final class Conditions {

    private Conditions() {}

    static List<Condition> of(Job job, ClusterStatus cluster, @Nullable Sighting sighting, Phase phase) {
        List<Condition> conditions = new ArrayList<>();
        if (job.attempt().live()) {
            ofCluster(cluster, conditions);
            if (phase == Phase.QUEUED) {
                add(conditions, "NoSlots", noSlots(job.attempt(), cluster, sighting));
            }
            if (sighting != null) {
                ofSighting(sighting, phase, conditions);
            }
            ofProgress(job.attempt().progress(), conditions);
            ofAttempt(job.attempt(), conditions);
        }
        if (job.desired() == Desired.DELETED
                && !job.attempt().live()
                && job.attempt().note() != null) {
            add(conditions, "LastStepFailed", job.attempt().note());
        }
        if (job.wanted().rejected() != null) {
            add(conditions, "RevisionRejected", job.wanted().rejected());
        }
        return conditions;
    }

    private static void ofCluster(ClusterStatus cluster, List<Condition> conditions) {
        if (!cluster.reachable()) {
            boolean looked = !cluster.equals(ClusterStatus.NOT_OBSERVED);
            add(conditions, looked ? "ClusterUnreachable" : "NotObservedYet", String.valueOf(cluster.reason()));
        }
    }

    private static String noSlots(Attempt attempt, ClusterStatus cluster, @Nullable Sighting sighting) {
        int needed =
                sighting == null ? attempt.slotsAwaited() : sighting.details().slotsNeeded();
        int awaited = sighting == null ? attempt.slotsAwaited() : sighting.slotsAwaited();
        return "needs %d slots, waits for %d of them, %d free".formatted(needed, awaited, cluster.slotsFree());
    }

    private static void ofSighting(Sighting sighting, Phase phase, List<Condition> conditions) {
        JobDetails details = sighting.details();
        boolean restarting = details.state() == FlinkState.RESTARTING || details.state() == FlinkState.FAILING;
        if (restarting && phase != Phase.QUEUED) {
            var failure = sighting.figures().failure();
            add(conditions, "Restarting", failure == null ? "no failure is reported yet" : failure.rootCause());
        }
        CheckpointSettings settings = sighting.figures().settings();
        if (settings != null && settings.periodic() && !settings.retained()) {
            add(
                    conditions,
                    "CheckpointsNotRetained",
                    "The job's own code undoes the retention it was submitted with: a lost job has nothing to go on from.");
        }
    }

    private static void ofProgress(Progress progress, List<Condition> conditions) {
        if (progress.unhealthy() != null) {
            add(conditions, "Unhealthy", progress.unhealthy());
        } else if (progress.stableAt() != null) {
            add(conditions, "Stable", "since " + progress.stableAt());
        }
    }

    private static void ofAttempt(Attempt attempt, List<Condition> conditions) {
        if (attempt.number() > 1 && attempt.restoredFrom() == null && !attempt.outputMayRepeat()) {
            add(conditions, "NoCheckpointYet", "No earlier attempt left a checkpoint: this one started from nothing.");
        }
        if (attempt.outputMayRepeat()) {
            add(
                    conditions,
                    "OutputMayRepeat",
                    "It started from an older state than there was: results may be written again, with the same ids.");
        }
        if (attempt.fromReported()) {
            add(
                    conditions,
                    "RestoredFromReported",
                    "The checkpoints of the attempt before cannot be listed here: it started from the newest one Flink had"
                            + " reported. What was written since may be written again, with the same ids.");
        }
        if (attempt.closing() != null) {
            add(conditions, "Closing", attempt.closing() + ": " + attempt.note());
        } else if (attempt.note() != null) {
            add(conditions, "LastStepFailed", attempt.note());
        }
    }

    private static void add(List<Condition> conditions, String type, String reason) {
        conditions.add(new Condition(type, reason));
    }
}

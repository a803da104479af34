package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.FlinkState;
import io.millrace.submitter.flink.JobDetails;
import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job's phase and conditions, derived from the book and the newest look.
 *
 * @param sighting how Flink last showed the live attempt
 */
public record JobStatus(
        Phase phase, List<Condition> conditions, @Nullable Sighting sighting) {

    /** Between two states of a deployment a job holds its slots and still seems to wait; longer than this it queues. */
    private static final Duration DEPLOYMENT = Duration.ofSeconds(3);

    public JobStatus {
        conditions = List.copyOf(conditions);
    }

    static JobStatus of(Job job, ClusterStatus cluster, @Nullable Sighting sighting, Instant now) {
        Phase phase = phase(job, cluster, sighting, now);
        return new JobStatus(
                phase, job.attempt().live() ? conditions(job, cluster, sighting, phase) : List.of(), sighting);
    }

    private static Phase phase(Job job, ClusterStatus cluster, @Nullable Sighting sighting, Instant now) {
        AttemptState state = job.attempt().state();
        if (!state.live()) {
            return ended(state);
        }
        if (job.desired() != Desired.RUNNING) {
            return job.desired() == Desired.STOPPED ? Phase.STOPPING : Phase.CANCELLING;
        }
        if (state == AttemptState.NEW) {
            return Phase.PENDING;
        }
        if (state == AttemptState.POSTING) {
            return Phase.SUBMITTING;
        }
        if (sighting == null) {
            return Phase.STARTING;
        }
        if (sighting.details().allVerticesRunning()) {
            return Phase.RUNNING;
        }
        return queued(cluster, sighting, now) ? Phase.QUEUED : Phase.STARTING;
    }

    private static Phase ended(AttemptState state) {
        return switch (state) {
            case STOPPED -> Phase.STOPPED;
            case CANCELLED -> Phase.CANCELLED;
            case FINISHED -> Phase.FINISHED;
            case FAILED -> Phase.FAILED;
            default -> Phase.PENDING;
        };
    }

    private static boolean queued(ClusterStatus cluster, Sighting sighting, Instant now) {
        Instant since = sighting.waitingSince();
        return since != null
                && !now.isBefore(since.plus(DEPLOYMENT))
                && cluster.reachable()
                && cluster.slotsFree() < sighting.details().slotsAwaited();
    }

    private static List<Condition> conditions(
            Job job, ClusterStatus cluster, @Nullable Sighting sighting, Phase phase) {
        List<Condition> conditions = new ArrayList<>();
        Attempt attempt = job.attempt();
        if (!cluster.reachable()) {
            boolean looked = !cluster.equals(ClusterStatus.NOT_OBSERVED);
            conditions.add(
                    new Condition(looked ? "ClusterUnreachable" : "NotObservedYet", String.valueOf(cluster.reason())));
        }
        if (sighting != null && phase == Phase.QUEUED) {
            conditions.add(new Condition("NoSlots", slots(sighting.details(), cluster)));
        }
        if (sighting != null && isRestarting(sighting.details().state())) {
            conditions.add(new Condition(
                    "Restarting", String.valueOf(sighting.figures().rootCause())));
        }
        if (attempt.number() > 1 && attempt.restoredFrom() == null) {
            conditions.add(new Condition(
                    "NoCheckpointYet", "No earlier attempt left a checkpoint: this one started from nothing."));
        }
        if (attempt.note() != null) {
            conditions.add(new Condition("LastStepFailed", attempt.note()));
        }
        return conditions;
    }

    private static String slots(JobDetails details, ClusterStatus cluster) {
        return "needs %d slots, waits for %d of them, %d free"
                .formatted(details.slotsNeeded(), details.slotsAwaited(), cluster.slotsFree());
    }

    private static boolean isRestarting(FlinkState state) {
        return state == FlinkState.RESTARTING || state == FlinkState.FAILING;
    }
}

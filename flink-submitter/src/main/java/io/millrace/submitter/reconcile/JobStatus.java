package io.millrace.submitter.reconcile;

import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
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

    /** The same with one more thing to know. */
    JobStatus with(Condition further) {
        return new JobStatus(
                phase, Stream.concat(conditions.stream(), Stream.of(further)).toList(), sighting);
    }

    static JobStatus of(Job job, ClusterStatus cluster, @Nullable Sighting sighting, Instant now) {
        Phase phase = phase(job, cluster, sighting, now);
        return new JobStatus(phase, Conditions.of(job, cluster, sighting, phase), sighting);
    }

    private static Phase phase(Job job, ClusterStatus cluster, @Nullable Sighting sighting, Instant now) {
        AttemptState state = job.attempt().state();
        if (job.desired() == Desired.DELETED) {
            return Phase.DELETING;
        }
        if (!state.live()) {
            return ended(state);
        }
        if (job.desired() != Desired.RUNNING) {
            return job.desired() == Desired.SUSPENDED ? Phase.STOPPING : Phase.CANCELLING;
        }
        if (!job.upToDate() || job.attempt().closing() != null) {
            return Phase.REPLACING;
        }
        if (state == AttemptState.NEW) {
            return cluster.lacksSlots(job.attempt().slotsAwaited()) ? Phase.QUEUED : Phase.PENDING;
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
                && (sighting.starved() || cluster.lacksSlots(sighting.slotsAwaited()));
    }
}

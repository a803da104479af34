package io.millrace.submitter.reconcile;

import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.Operation;
import io.millrace.submitter.store.Snapshot;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that a decision is made of.
 *
 * @param cluster as the newest look saw it
 * @param now by the submitter's clock
 */
record Situation(Managed managed, Observed observed, ClusterStatus cluster, Instant now) {

    /** A job may need more slots than it waits for, where its parts share none: it is not posted again and again. */
    private static final Duration SOONEST = Duration.ofSeconds(30);

    /** A cluster may make slots only when they are asked for. */
    private static final Duration LATEST = Duration.ofMinutes(10);

    Job job() {
        return managed.job();
    }

    Attempt attempt() {
        return job().attempt();
    }

    Desired desired() {
        return job().desired();
    }

    /** Whether nobody wants the job's state any more. */
    boolean unwanted() {
        return desired() == Desired.CANCELLED || desired() == Desired.DELETED;
    }

    @Nullable
    Snapshot stop() {
        return managed.stop();
    }

    /** Whether another attempt should take the place of this one: it runs another revision, or a restart was asked. */
    boolean outdated() {
        Operation operation = managed.operation();
        return !job().upToDate()
                || (operation != null
                        && operation.kind() == Operation.Kind.RESTART
                        && operation.attempt() == attempt().number());
    }

    /** Whether the attempt follows one for which there were no slots, and still waits for some. */
    boolean queued() {
        int slots = attempt().slotsAwaited();
        Duration waited = Duration.between(attempt().createdAt(), now);
        boolean there = waited.compareTo(SOONEST) >= 0 && !cluster.lacksSlots(slots);
        return slots > 0 && !there && waited.compareTo(LATEST) < 0;
    }

    /**
     * How many slots have to be free before the job is posted again: its width, where the adaptive scheduler makes do with
     * one, or one more than those that were free and did not do.
     */
    int slotsNeeded(Observed.Present present) {
        int waited = attempt().progress().ran() ? 0 : attempt().slotsAwaited();
        boolean inVain = waited > 0 && !cluster.lacksSlots(waited);
        return Math.max(cluster.adaptive() ? 1 : present.width(), inVain ? waited + 1 : waited);
    }

    /** The parallelism by which alone the attempt becomes what is wanted, where Flink can change that as it runs. */
    @Nullable
    Integer newWidth() {
        Integer width = job().wanted().spec().parallelism();
        boolean alone = width != null
                && !job().upToDate()
                && job().running().spec().alike(job().wanted().spec());
        return cluster.adaptive() && alone ? width : null;
    }
}

package io.millrace.submitter.reconcile;

import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.Operation;
import io.millrace.submitter.store.Snapshot;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that a decision is made of.
 *
 * @param adaptive whether the cluster's jobs run in the adaptive scheduler
 * @param now by the submitter's clock
 */
record Situation(Managed managed, Observed observed, boolean adaptive, Instant now) {

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

    /** The parallelism by which alone the attempt becomes what is wanted, where Flink can change that as it runs. */
    @Nullable
    Integer newWidth() {
        Integer width = job().wanted().spec().parallelism();
        boolean alone = width != null
                && !job().upToDate()
                && job().running().spec().alike(job().wanted().spec());
        return adaptive && alone ? width : null;
    }
}

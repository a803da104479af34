package io.millrace.submitter.reconcile;

import io.millrace.submitter.store.HealthPolicy;
import io.millrace.submitter.store.JobSpec;
import io.millrace.submitter.store.SavepointPolicy;
import io.millrace.submitter.store.UpgradePolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stays the same throughout a simulation.
 *
 * @param withoutSlots what becomes of a job for which there are none
 * @param readable whether the submitter can read the checkpoint folder
 * @param periodic whether savepoints are taken again and again
 */
record SimulatedWorld(
        boolean adaptive,
        SimulatedJob.WithoutSlots withoutSlots,
        boolean readable,
        UpgradePolicy.OnStopFailure onStopFailure,
        boolean rollback,
        boolean periodic) {

    static final String ARTIFACT = "a".repeat(64);
    static final Duration TICK = Duration.ofSeconds(2);
    static final Duration LOST_AFTER = Duration.ofSeconds(6);

    /** The specification of a program. */
    JobSpec spec(SimulatedJob.Program program, @Nullable Integer parallelism) {
        return new JobSpec(
                ARTIFACT,
                null,
                List.of(program.name()),
                parallelism,
                null,
                Map.of(),
                new UpgradePolicy(
                        Duration.ofSeconds(8), Duration.ofSeconds(60), rollback, Duration.ofSeconds(20), onStopFailure),
                new HealthPolicy(3, Duration.ofSeconds(30), Duration.ofSeconds(30)),
                new SavepointPolicy(periodic ? Duration.ofSeconds(20) : null, 2, null, Duration.ofSeconds(20)));
    }
}

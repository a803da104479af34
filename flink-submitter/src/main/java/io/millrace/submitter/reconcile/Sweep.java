package io.millrace.submitter.reconcile;

import io.millrace.submitter.store.Job;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One look at the cluster.
 *
 * @param observed by Flink job id, for every live attempt
 * @param sightings the last good one by Flink job id, kept while Flink gives no answer
 * @param running Flink jobs that have not ended and are of no live attempt
 * @param at when it was taken
 */
record Sweep(
        ClusterStatus cluster,
        Map<String, Observed> observed,
        Map<String, Sighting> sightings,
        List<String> running,
        Instant at) {

    Sweep {
        observed = Map.copyOf(observed);
        sightings = Map.copyOf(sightings);
        running = List.copyOf(running);
    }

    static Sweep none(Instant at) {
        return new Sweep(ClusterStatus.NOT_OBSERVED, Map.of(), Map.of(), List.of(), at);
    }

    /** The job as this look saw it. */
    JobStatus status(Job job, Instant now) {
        String id = job.attempt().flinkJobId();
        JobStatus status = JobStatus.of(job, cluster, sightings.get(id), now);
        return observed.get(id) instanceof Observed.Elsewhere elsewhere
                ? status.with(new Condition(
                        "RunsElsewhere",
                        "It still runs on the cluster at " + elsewhere.cluster()
                                + ", to which it was posted: go back to that one, or cancel it there."))
                : status;
    }
}

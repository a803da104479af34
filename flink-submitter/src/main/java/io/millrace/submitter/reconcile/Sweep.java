package io.millrace.submitter.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One look at the cluster.
 *
 * @param observed by Flink job id, for every live attempt
 * @param sightings the last good one by Flink job id, kept while Flink gives no answer
 * @param strays Flink jobs that run although their attempt has ended
 * @param at when it was taken
 */
record Sweep(
        ClusterStatus cluster,
        Map<String, Observed> observed,
        Map<String, Sighting> sightings,
        List<String> strays,
        Instant at) {

    Sweep {
        observed = Map.copyOf(observed);
        sightings = Map.copyOf(sightings);
        strays = List.copyOf(strays);
    }

    static Sweep none(Instant at) {
        return new Sweep(ClusterStatus.NOT_OBSERVED, Map.of(), Map.of(), List.of(), at);
    }
}

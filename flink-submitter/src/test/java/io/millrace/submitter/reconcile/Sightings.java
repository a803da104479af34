package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.CheckpointSettings;
import io.millrace.submitter.flink.ClusterOverview;
import io.millrace.submitter.flink.FlinkState;
import io.millrace.submitter.flink.JobDetails;
import io.millrace.submitter.flink.JobFailure;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a look at a cluster shows: a job of one vertex with two subtasks, which waits since the start where it waits. */
final class Sightings {

    static final ClusterStatus UNREACHABLE = new ClusterStatus(null, Map.of(), false, "connection refused");

    private Sightings() {}

    static ClusterStatus cluster(int slotsFree) {
        return new ClusterStatus(new ClusterOverview("2.3.0", 1, 4, slotsFree, 0, 0, 0, 0), Map.of(), true, null);
    }

    /**
     * A job.
     *
     * @param tasks the state of its subtasks
     */
    static Sighting of(FlinkState state, String tasks) {
        return of(state, tasks, Given.CHECKPOINTS, null);
    }

    static Sighting of(
            FlinkState state, String tasks, @Nullable CheckpointSettings settings, @Nullable JobFailure failure) {
        var vertex = new JobDetails.Vertex("v", 2, Map.of(tasks, 2));
        return new Sighting(
                new JobDetails(Given.FLINK_ID, state, 0, 0, 0, Map.of(), List.of(vertex)),
                new Figures(0L, null, settings, null, null, failure, List.of(), Given.START),
                tasks.equals("SCHEDULED") ? Given.START : null,
                Given.START,
                Given.START);
    }
}

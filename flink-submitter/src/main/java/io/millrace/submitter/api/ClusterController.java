package io.millrace.submitter.api;

import io.millrace.submitter.flink.ClusterOverview;
import io.millrace.submitter.flink.FlinkClient;
import io.millrace.submitter.reconcile.ClusterStatus;
import io.millrace.submitter.reconcile.Condition;
import io.millrace.submitter.reconcile.ReconcileLoop;
import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ClusterController {

    private final FlinkClient flink;
    private final ReconcileLoop loop;

    ClusterController(FlinkClient flink, ReconcileLoop loop) {
        this.flink = flink;
        this.loop = loop;
    }

    /** A cluster that gives no answer is a fact to show, not an error of this service: 200, with the reason. */
    @GetMapping("/cluster")
    @Operation(summary = "The Flink cluster as the newest look saw it")
    ClusterView cluster() {
        ClusterStatus status = loop.cluster();
        ClusterOverview overview = status.overview();
        if (overview == null) {
            return new ClusterView(
                    flink.url(),
                    false,
                    status.reason(),
                    loop.lookedAt(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    null,
                    null);
        }
        return new ClusterView(
                flink.url(),
                true,
                null,
                loop.lookedAt(),
                overview.version(),
                status.submit(),
                status.scheduler(),
                status.checkpointDirectory(),
                status.savepointDirectory(),
                status.lacks(),
                new Slots(overview.slotsTotal(), overview.slotsFree(), overview.taskManagers()),
                new Jobs(
                        overview.jobsRunning(),
                        overview.jobsFinished(),
                        overview.jobsCancelled(),
                        overview.jobsFailed()));
    }

    /**
     * The cluster, and what it lacks to run jobs that survive: what is not known is absent.
     *
     * @param submitEnabled whether it lets jars be uploaded and run ({@code web.submit.enable})
     * @param scheduler {@code adaptive} rescales jobs as they run
     * @param checkpointDirectory without it a lost job has nothing to go on from
     * @param savepointDirectory without it no job can be stopped with a savepoint
     * @param conditions what it lacks: {@code SubmitDisabled}, {@code NoCheckpointDirectory}, {@code NoSavepointDirectory},
     *     {@code FewCheckpointsRetained}
     */
    record ClusterView(
            URI restAddress,
            boolean reachable,
            @Nullable String reason,
            Instant observedAt,
            @Nullable String version,
            @Nullable Boolean submitEnabled,
            @Nullable String scheduler,
            @Nullable String checkpointDirectory,
            @Nullable String savepointDirectory,
            List<Condition> conditions,
            @Nullable Slots slots,
            @Nullable Jobs jobs) {}

    record Slots(int total, int free, int taskManagers) {}

    record Jobs(int running, int finished, int cancelled, int failed) {}
}

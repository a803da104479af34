package io.millrace.submitter.flink;

import static io.millrace.submitter.flink.FlinkUnderTest.newId;
import static io.millrace.submitter.flink.FlinkUnderTest.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.submitter.flink.SavepointProgress.Step;
import io.millrace.submitter.testcluster.LoopbackRest.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.WebOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Facts about a cluster of other settings: the adaptive scheduler, results soon forgotten, details long cached. */
class AdaptiveFlinkContractIT {

    /** Two vertices instead of one. */
    private static final Map<String, String> UNCHAINED = Map.of("pipeline.operator-chaining.enabled", "false");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static FlinkUnderTest flink;

    @BeforeAll
    static void start() throws Exception {
        flink = FlinkUnderTest.start(
                folder,
                Map.of(
                        "jobmanager.scheduler", "adaptive",
                        "rest.async.store-duration", "3 s",
                        "web.refresh-interval", "10 s"));
    }

    @AfterAll
    static void stop() {
        flink.close();
    }

    @AfterEach
    void clear() {
        flink.clear();
    }

    @Test
    void rescalesARunningJobWithoutASubmission() throws Exception {
        String id = flink.run("run", UNCHAINED);
        JobDetails job = flink.client().job(id).orElseThrow();
        assertThat(job.vertices()).hasSize(2);
        assertThat(flink.client().overview().slotsFree()).isEqualTo(1);

        flink.client().requireParallelism(job, 2);

        patiently().until(() -> flink.client().overview().slotsFree() == 0);
        for (JobDetails.Vertex vertex : job.vertices()) {
            assertThat(flink.get("/jobs/" + id + "/resource-requirements")
                            .json()
                            .at("/" + vertex.id() + "/parallelism"))
                    .hasToString("{\"lowerBound\":1,\"upperBound\":2}");
        }
        assertThat(flink.client().webConfiguration().features().rescale()).isTrue();
    }

    @Test
    void refusesRequirementsThatDoNotNameEveryVertex() throws Exception {
        String id = flink.run("run", UNCHAINED);
        String path = "/jobs/" + id + "/resource-requirements";
        String vertex = flink.client().job(id).orElseThrow().vertices().get(0).id();

        Answer answer = flink.rest().exchange("PUT", path, """
                {"%s": {"parallelism": {"lowerBound": 1, "upperBound": 2}}}
                """.formatted(vertex));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("The request is incomplete, missing job vertex");
    }

    @Test
    void forgetsTheResultOfASavepointAndThenTakesAnotherOneForTheSameTriggerId() {
        assertThat(RestOptions.ASYNC_OPERATION_STORE_DURATION.key()).isEqualTo("rest.async.store-duration");
        assertThat(RestOptions.ASYNC_OPERATION_STORE_DURATION.defaultValue()).isEqualTo(Duration.ofMinutes(5));
        String job = flink.run("run", Map.of());
        String trigger = newId();
        flink.client().savepoint(job, trigger, null);
        SavepointProgress done = flink.awaitEnd(job, trigger);
        assertThat(done.step()).isEqualTo(Step.DONE);

        patiently().until(() -> flink.client().savepointProgress(job, trigger).unknown());
        flink.client().savepoint(job, trigger, null);

        SavepointProgress again = flink.awaitEnd(job, trigger);
        assertThat(again.step()).isEqualTo(Step.DONE);
        assertThat(again.savepoint()).isNotEqualTo(done.savepoint());
    }

    @Test
    void keepsTheDetailsOfAJobForARefreshIntervalAndItsStateNotAtAll() {
        assertThat(WebOptions.REFRESH_INTERVAL.key()).isEqualTo("web.refresh-interval");
        assertThat(WebOptions.REFRESH_INTERVAL.defaultValue()).isEqualTo(Duration.ofSeconds(3));
        String job = newId();
        flink.submit(job, "run", 1, null, Map.of());
        patiently().until(() -> flink.state(job) == FlinkState.RUNNING);
        assertThat(flink.client().job(job).orElseThrow().state()).isEqualTo(FlinkState.RUNNING);

        flink.client().cancel(job);

        patiently().until(() -> flink.state(job) == FlinkState.CANCELED);
        assertThat(flink.client().job(job).orElseThrow().state()).isEqualTo(FlinkState.RUNNING);
    }
}

package io.millrace.submitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.submitter.testcluster.StandaloneCluster;
import io.millrace.submitter.testjob.TestJar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Rescaling as the job runs, where the cluster's scheduler is the adaptive one. */
class AdaptiveRescaleIT {

    @Test
    void rescalesARunningJobWithoutAnotherAttempt(@TempDir Path folder) throws Exception {
        Path jar = TestJar.write(folder.resolve("sequence.jar"));
        Map<String, String> settings = Map.of(
                "jobmanager.scheduler", "adaptive",
                "jobmanager.adaptive-scheduler.executing.cooldown-after-rescaling", "1 s");
        try (StandaloneCluster cluster = StandaloneCluster.start(folder, settings)) {
            cluster.awaitTaskManagers(1);
            try (RunningSubmitter submitter = RunningSubmitter.start(folder, cluster.url())) {
                String id =
                        submitter.declare("{\"name\":\"wider\",\"artifact\":\"%s\",\"parallelism\":1}".formatted(jar));
                JsonNode before = submitter.awaitPhase(id, "RUNNING");
                assertThat(submitter.get("/cluster").get("scheduler").asString())
                        .isEqualTo("adaptive");

                JsonNode refused = submitter.calls().done("/jobs/" + id + "/rescale", "{\"parallelism\":30000}");
                assertThat(refused.get("state").asString()).isEqualTo("FAILED");
                assertThat(refused.get("detail").asString()).startsWith("Flink will not rescale the job: ");

                JsonNode rescale = submitter.calls().done("/jobs/" + id + "/rescale", "{\"parallelism\":2}");

                assertThat(rescale.get("state").asString())
                        .as(rescale.toString())
                        .isEqualTo("SUCCEEDED");
                await().atMost(Duration.ofSeconds(60))
                        .untilAsserted(() -> assertThat(cluster.rest()
                                        .get("/jobs/" + before.get("flinkJobId").asString())
                                        .at("/vertices/0/parallelism")
                                        .asInt())
                                .isEqualTo(2));
                JsonNode after = submitter.awaitPhase(id, "RUNNING");
                assertThat(after.get("attempt").asInt()).isEqualTo(1);
                assertThat(after.get("attemptRevision"))
                        .as("the one that was refused was the second")
                        .isEqualTo(after.get("revision"));
                assertThat(after.get("revision").asInt()).isEqualTo(3);
                assertThat(after.get("flinkJobId")).isEqualTo(before.get("flinkJobId"));
            }
        }
    }
}

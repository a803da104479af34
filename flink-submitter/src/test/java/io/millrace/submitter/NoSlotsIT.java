package io.millrace.submitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.submitter.testcluster.StandaloneCluster;
import io.millrace.submitter.testjob.TestJar;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Jobs on a cluster that has not enough slots for them and is up for a while: Flink then lets a job that gets no slot fail
 * at once, again and again or for good, where on a young cluster it waits for more TaskManagers.
 */
class NoSlotsIT {

    private static final int WIDE = StandaloneCluster.SLOTS + 1;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @SuppressWarnings("NullAway.Init") // each test sets it
    private StandaloneCluster cluster;

    @SuppressWarnings("NullAway.Init") // each test sets it
    private RunningSubmitter submitter;

    private void start(String... settings) throws Exception {
        Map<String, String> all = new HashMap<>(Map.of("resourcemanager.standalone.start-up-time", "1000"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        cluster = StandaloneCluster.start(folder, all);
        cluster.awaitTaskManagers(1);
        submitter = RunningSubmitter.start(folder, cluster.url());
    }

    @AfterEach
    void stop() {
        submitter.close();
        cluster.close();
    }

    @Test
    void queuesAJobThatFlinkRestartsForWantOfSlotsHoweverOften() throws Exception {
        start();
        String id = declare("wide", "run", WIDE);

        JsonNode queued = await().atMost(PATIENCE)
                .until(
                        () -> submitter.get("/jobs/" + id),
                        job -> job.path("restarts").asInt(0) >= 5
                                && job.get("phase").asString().equals("QUEUED"));

        assertThat(queued.get("conditions").toString()).contains("needs 3 slots, waits for ");
        assertThat(submitter.get("/jobs/" + id + "/events").toString()).doesNotContain("UNHEALTHY");
        cluster.awaitTaskManagers(2);
        assertThat(submitter.awaitPhase(id, "RUNNING").get("attempt").asInt()).isEqualTo(1);
    }

    @Test
    void queuesAJobThatFlinkGivesUpForWantOfSlots() throws Exception {
        start();
        String id = declare("wide", "no-checkpoints", WIDE);

        JsonNode queued = await().atMost(PATIENCE)
                .until(
                        () -> submitter.get("/jobs/" + id),
                        job -> job.toString().contains("needs 3 slots, waits for 3 of them, 2 free"));
        assertThat(queued.get("phase").asString()).isEqualTo("QUEUED");
        assertThat(queued.get("attempt").asInt()).isEqualTo(2);
        assertThat(submitter.get("/jobs/" + id + "/events").toString())
                .contains("The next attempt starts from nothing: no attempt left a checkpoint, once 3 slots are free.");
        assertThat(cluster.aliveJobs()).isEmpty();

        cluster.awaitTaskManagers(2);
        JsonNode running = submitter.awaitPhase(id, "RUNNING");
        assertThat(running.get("attempt").asInt()).isEqualTo(2);
        assertThat(cluster.aliveJobs())
                .containsExactly(running.get("flinkJobId").asString());
    }

    @Test
    void queuesAJobThatTheAdaptiveSchedulerGivesUpForWantOfSlots() throws Exception {
        start(
                "jobmanager.scheduler",
                "adaptive",
                "jobmanager.adaptive-scheduler.submission.resource-wait-timeout",
                "1 s");
        String other = declare("other", "run", StandaloneCluster.SLOTS);
        submitter.awaitPhase(other, "RUNNING");
        String id = declare("narrow", "run", 1);

        await().atMost(PATIENCE)
                .until(
                        () -> submitter.get("/jobs/" + id),
                        job -> job.get("attempt").asInt() == 2
                                && job.toString().contains("needs 1 slots, waits for 1 of them, 0 free"));
        submitter.calls().done("/jobs/" + other + "/cancel", "");

        assertThat(submitter.awaitPhase(id, "RUNNING").get("attempt").asInt()).isEqualTo(2);
    }

    private String declare(String name, String mode, int parallelism) {
        return submitter.declare("{\"name\":\"%s\",\"artifact\":\"%s\",\"parallelism\":%d,\"arguments\":[\"%s\"]}"
                .formatted(name, TestJar.write(folder.resolve("sequence.jar")), parallelism, mode));
    }
}

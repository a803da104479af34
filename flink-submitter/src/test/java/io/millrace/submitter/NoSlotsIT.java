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

/**
 * Jobs on a cluster that has not enough slots for them and is up for a while: Flink then lets a job that gets no slot fail
 * at once, again and again or for good, where on a young cluster it waits for more TaskManagers.
 */
class NoSlotsIT {

    private static final Map<String, String> OLD = Map.of("resourcemanager.standalone.start-up-time", "1000");
    private static final Map<String, String> ADAPTIVE = Map.of(
            "jobmanager.scheduler", "adaptive",
            "jobmanager.adaptive-scheduler.submission.resource-wait-timeout", "1 s",
            "jobmanager.adaptive-scheduler.executing.resource-stabilization-timeout", "1 s");

    private static final int WIDE = StandaloneCluster.SLOTS + 1;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @Test
    void queuesAJobThatFlinkRestartsForWantOfSlotsHoweverOften() throws Exception {
        try (StandaloneCluster cluster = start(OLD);
                RunningSubmitter submitter = RunningSubmitter.start(folder, cluster.url())) {
            String id = submitter.declare(request("wide", "run", WIDE));

            JsonNode queued = await().atMost(PATIENCE)
                    .until(
                            () -> submitter.get("/jobs/" + id),
                            job -> job.path("restarts").asInt(0) >= 5
                                    && job.get("phase").asString().equals("QUEUED"));

            assertThat(queued.get("conditions").toString()).contains("needs 3 slots, waits for ");
            assertThat(submitter.get("/jobs/" + id + "/events").toString()).doesNotContain("UNHEALTHY");
            cluster.awaitTaskManagers(2);
            assertThat(submitter.awaitPhase(id, "RUNNING").get("attempt").asInt())
                    .isEqualTo(1);
        }
    }

    @Test
    void queuesAJobThatFlinkGivesUpForWantOfSlots() throws Exception {
        try (StandaloneCluster cluster = start(OLD);
                RunningSubmitter submitter = RunningSubmitter.start(folder, cluster.url())) {
            String id = submitter.declare(request("wide", "no-checkpoints", WIDE));

            awaitQueued(submitter, id, 2, "needs 3 slots, waits for 3 of them, 2 free");

            assertThat(submitter.get("/jobs/" + id + "/events").toString())
                    .contains("STARVED", "The next attempt starts from nothing");
            assertThat(cluster.aliveJobs()).isEmpty();
            cluster.awaitTaskManagers(2);
            JsonNode running = submitter.awaitPhase(id, "RUNNING");
            assertThat(running.get("attempt").asInt()).isEqualTo(2);
            assertThat(cluster.aliveJobs())
                    .containsExactly(running.get("flinkJobId").asString());
        }
    }

    @Test
    void queuesAJobThatTheAdaptiveSchedulerGivesUpForWantOfSlots() throws Exception {
        try (StandaloneCluster cluster = start(ADAPTIVE);
                RunningSubmitter submitter = RunningSubmitter.start(folder, cluster.url())) {
            String other = submitter.declare(request("other", "run", StandaloneCluster.SLOTS));
            submitter.awaitPhase(other, "RUNNING");
            String id = submitter.declare(request("narrow", "run", 1));

            awaitQueued(submitter, id, 2, "needs 1 slots, waits for 1 of them, 0 free");
            submitter.calls().done("/jobs/" + other + "/cancel", "");

            assertThat(submitter.awaitPhase(id, "RUNNING").get("attempt").asInt())
                    .isEqualTo(2);
        }
    }

    @Test
    void goesOnFromItsNewestCheckpointWhenTheAdaptiveSchedulerGaveItUpAfterItLostItsSlots() throws Exception {
        try (StandaloneCluster cluster = start(ADAPTIVE);
                RunningSubmitter submitter = RunningSubmitter.start(folder, cluster.url())) {
            String id = submitter.declare(request("bereft", "run", 1));
            JsonNode before = await().atMost(PATIENCE)
                    .until(() -> submitter.get("/jobs/" + id), job -> job.has("lastCheckpoint"));

            cluster.killATaskManager();
            awaitQueued(submitter, id, 2, "needs 1 slots, waits for 1 of them, 0 free");
            cluster.awaitTaskManagers(1);

            JsonNode after = submitter.awaitPhase(id, "RUNNING");
            assertThat(after.get("attempt").asInt()).isEqualTo(2);
            assertThat(after.get("restoredFrom").asString())
                    .contains(before.get("flinkJobId").asString() + "/chk-");
            assertThat(after.get("outputMayRepeat").asBoolean()).isFalse();
        }
    }

    private StandaloneCluster start(Map<String, String> settings) throws Exception {
        StandaloneCluster cluster = StandaloneCluster.start(folder, settings);
        try {
            cluster.awaitTaskManagers(1);
        } catch (Exception | AssertionError failure) {
            cluster.close();
            throw failure;
        }
        return cluster;
    }

    private static void awaitQueued(RunningSubmitter submitter, String id, int attempt, String reason) {
        await().atMost(PATIENCE)
                .until(
                        () -> submitter.get("/jobs/" + id),
                        job -> job.get("attempt").asInt() == attempt
                                && job.get("phase").asString().equals("QUEUED")
                                && job.toString().contains(reason));
    }

    private String request(String name, String mode, int parallelism) {
        return "{\"name\":\"%s\",\"artifact\":\"%s\",\"parallelism\":%d,\"arguments\":[\"%s\"]}"
                .formatted(name, TestJar.write(folder.resolve("sequence.jar")), parallelism, mode);
    }
}

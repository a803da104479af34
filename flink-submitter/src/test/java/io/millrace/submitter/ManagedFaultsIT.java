package io.millrace.submitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.submitter.testcluster.FlinkProxy;
import io.millrace.submitter.testcluster.StandaloneCluster;
import io.millrace.submitter.testjob.TestJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** What becomes of managed jobs when Flink, its storage or the way to it fails: on a cluster of JVMs, through a proxy. */
class ManagedFaultsIT {

    private static final int JOBS = 50;

    @TempDir
    static Path folder;

    private static StandaloneCluster cluster;
    private static FlinkProxy proxy;
    private static RunningSubmitter submitter;
    private static Path jar;

    @BeforeAll
    static void start() throws Exception {
        jar = TestJar.write(folder.resolve("sequence.jar"));
        cluster = StandaloneCluster.start(
                folder,
                Map.of(
                        "execution.checkpointing.num-retained", "3",
                        "taskmanager.numberOfTaskSlots", Integer.toString(JOBS + 2),
                        "taskmanager.memory.process.size", "1g"));
        cluster.awaitTaskManagers(1);
        proxy = FlinkProxy.to(cluster.url());
        submitter = RunningSubmitter.start(folder, proxy.url());
    }

    @AfterAll
    static void stop() {
        submitter.close();
        proxy.close();
        cluster.close();
    }

    @AfterEach
    void freeTheSlots() {
        proxy.dropAnswersTo("nothing");
        submitter.calls().deleteAll();
    }

    @Test
    void findsTheJobWhenTheAnswerToItsSubmitIsLost() throws Exception {
        proxy.dropAnswersTo("POST /jars/.*/run");

        String id = submitter.declare(request("unanswered", "run", ""));

        JsonNode job = submitter.awaitPhase(id, "RUNNING");
        assertThat(job.get("attempt").asInt()).isEqualTo(1);
        assertThat(cluster.aliveJobs()).containsExactly(job.get("flinkJobId").asString());
    }

    @Test
    void startsAJobAgainFromItsNewestCheckpointWhenTheJobManagerWasKilled() throws Exception {
        String id = submitter.declare(request("lost", "run", ""));
        JsonNode before = await().atMost(Duration.ofSeconds(60))
                .until(() -> submitter.get("/jobs/" + id), job -> job.has("lastCheckpoint"));

        cluster.killJobManager();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> submitter.get("/jobs/" + id).toString().contains("ClusterUnreachable"));
        assertThat(submitter.get("/jobs/" + id).get("attempt").asInt()).isEqualTo(1);
        cluster.startJobManager();

        JsonNode after = await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> submitter.get("/jobs/" + id),
                        job -> job.get("attempt").asInt() == 2
                                && job.get("phase").asString().equals("RUNNING"));
        assertThat(after.get("restoredFrom").asString())
                .contains(before.get("flinkJobId").asString() + "/chk-");
        assertThat(after.get("outputMayRepeat").asBoolean()).isFalse();
        assertThat(cluster.aliveJobs()).containsExactly(after.get("flinkJobId").asString());
        assertThat(submitter.get("/jobs/" + id + "/events").toString()).contains("LOST", "RESTORED");
    }

    @Test
    void stopsFromACheckpointWhereNoSavepointCanBeWrittenAndResumesFromIt() throws Exception {
        String id = submitter.declare(request("unsaved", "run", ""));
        String flinkId = await().atMost(Duration.ofSeconds(60))
                .until(() -> submitter.get("/jobs/" + id), job -> job.has("lastCheckpoint"))
                .get("flinkJobId")
                .asString();
        Path savepoints = folder.resolve("savepoints");
        FileSystemUtils.deleteRecursively(savepoints);
        // A file in the folder's place: even root cannot write below it.
        Files.createFile(savepoints);
        try {
            JsonNode stop = submitter.calls().done("/jobs/" + id + "/stop", "");

            assertThat(stop.get("state").asString()).as(stop.toString()).isEqualTo("SUCCEEDED");
            assertThat(stop.get("detail").asString()).contains("its newest known state is file:");
        } finally {
            Files.delete(savepoints);
        }
        submitter.calls().done("/jobs/" + id + "/resume", "");
        JsonNode job = submitter.get("/jobs/" + id);
        assertThat(job.get("phase").asString()).isEqualTo("RUNNING");
        assertThat(job.get("restoredFrom").asString()).contains(flinkId + "/chk-");
    }

    @Test
    void walksBackToAnOlderCheckpointWhenTheNewestCannotBeRestored() throws Exception {
        String id = submitter.declare(request("broken", "run", ""));
        String flinkId = submitter.awaitPhase(id, "RUNNING").get("flinkJobId").asString();
        Path checkpoints = folder.resolve("checkpoints").resolve(flinkId);
        await().atMost(Duration.ofSeconds(60)).until(() -> complete(checkpoints).size() == 3);
        submitter.calls().done("/jobs/" + id + "/cancel", "");
        List<Path> left = complete(checkpoints);
        Files.writeString(left.get(left.size() - 1).resolve("_metadata"), "no metadata");

        submitter.calls().post("/jobs/" + id + "/resume", "", 202);

        JsonNode job = await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> submitter.get("/jobs/" + id),
                        shown -> shown.get("phase").asString().equals("RUNNING"));
        assertThat(job.get("attempt").asInt()).isEqualTo(3);
        assertThat(job.get("restoredFrom").asString()).endsWith(String.valueOf(left.get(left.size() - 2)));
        assertThat(job.get("outputMayRepeat").asBoolean()).isTrue();
        assertThat(submitter
                        .get("/jobs/" + id + "/attempts")
                        .get(1)
                        .get("state")
                        .asString())
                .isEqualTo("FAILED");
    }

    @Test
    void rollsBackAnUpgradeThatRestartsAgainAndAgainWithItsState() throws Exception {
        String policy = ",\"upgrade\":{\"stableAfter\":\"PT1S\",\"deadline\":\"PT60S\"}";
        String id = submitter.declare(request("looping", "run", policy));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> submitter.get("/jobs/" + id).get("stable").asBoolean());

        JsonNode upgrade = submitter
                .calls()
                .doneOperation(submitter.calls().put(id, request("looping", "loop", policy), "*", 202));

        assertThat(upgrade.get("state").asString()).as(upgrade.toString()).isEqualTo("FAILED");
        assertThat(upgrade.get("detail").asString()).contains("restarted", "is too much");
        JsonNode job = submitter.awaitPhase(id, "RUNNING");
        assertThat(job.get("revision").asInt()).isEqualTo(1);
        assertThat(job.get("attempt").asInt()).isEqualTo(3);
        String left = submitter
                .get("/jobs/" + id + "/attempts")
                .get(2)
                .get("savepoint")
                .asString();
        // Flink answers with what it knew up to three seconds ago
        JsonNode restored = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> cluster.rest()
                                .get("/jobs/" + job.get("flinkJobId").asString() + "/checkpoints")
                                .at("/latest/restored"),
                        JsonNode::isObject);
        assertThat(restored.get("external_path").asString()).isEqualTo(left);
        assertThat(restored.get("is_savepoint").asBoolean()).isTrue();
        assertThat(cluster.aliveJobs()).containsExactly(job.get("flinkJobId").asString());
    }

    @Test
    void queuesAJobWhileOthersHaveTheSlotsAndRunsItWhenTheyGo() throws Exception {
        String jarId = cluster.upload(jar);
        String taken = cluster.rest()
                .post("/jars/" + jarId + "/run?parallelism=" + (JOBS + 2))
                .get("jobid")
                .asString();
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        cluster.rest().get("/overview").get("slots-available").asInt() == 0);
        String id = submitter.declare(request("waiting", "run", ""));

        JsonNode queued = submitter.awaitPhase(id, "QUEUED");
        assertThat(queued.get("conditions").toString()).contains("waits for 1 of them, 0 free");
        cluster.rest().patch("/jobs/" + taken + "?mode=cancel");

        assertThat(submitter.awaitPhase(id, "RUNNING").get("attempt").asInt()).isEqualTo(1);
    }

    @Test
    void managesFiftyJobsWithOneOverviewATick() throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            ids.add(submitter.declare(request(
                    "many-" + i,
                    "no-checkpoints",
                    ",\"flinkConfiguration\":{\"execution.checkpointing.interval\":\"10 s\"}")));
        }
        await().atMost(Duration.ofMinutes(3))
                .until(() -> submitter
                        .get("/jobs")
                        .valueStream()
                        .allMatch(job -> job.get("phase").asString().equals("RUNNING")));
        int before = proxy.requests().size();
        await().atMost(Duration.ofSeconds(60)).until(() -> count(before, "GET /overview") >= 10);

        List<String> since = proxy.requests().subList(before, proxy.requests().size());
        long looks = since.stream().filter("GET /overview"::equals).count();
        long overviews = since.stream().filter("GET /jobs/overview"::equals).count();
        assertThat(overviews).isBetween(looks - 1, looks + 1);
        assertThat(since).noneMatch(asked -> asked.startsWith("GET /jars"));
        assertThat(cluster.aliveJobs())
                .isEqualTo(submitter
                        .get("/jobs")
                        .valueStream()
                        .map(job -> job.get("flinkJobId").asString())
                        .collect(Collectors.toSet()))
                .hasSize(JOBS);
        assertThat(ids).hasSize(JOBS);
    }

    private static long count(int from, String request) {
        List<String> all = proxy.requests();
        return all.subList(from, all.size()).stream().filter(request::equals).count();
    }

    private static List<Path> complete(Path checkpoints) throws IOException {
        if (!Files.isDirectory(checkpoints)) {
            return List.of();
        }
        try (var files = Files.list(checkpoints)) {
            return files.filter(path -> String.valueOf(path.getFileName()).startsWith("chk-"))
                    .filter(path -> Files.exists(path.resolve("_metadata")))
                    .sorted(Comparator.comparingLong(path ->
                            Long.parseLong(String.valueOf(path.getFileName()).substring("chk-".length()))))
                    .toList();
        }
    }

    private static String request(String name, String mode, String further) {
        return "{\"name\":\"%s\",\"artifact\":\"%s\",\"arguments\":[\"%s\"]%s}".formatted(name, jar, mode, further);
    }
}

package io.millrace.submitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.submitter.testcluster.StandaloneCluster;
import io.millrace.submitter.testjob.TestJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import org.springframework.web.client.ResourceAccessException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The submitter is killed at every boundary of its loop, on a cluster of JVMs: the one that starts next finds what is
 * there, and neither doubles nor forgets it.
 */
class SubmitterKillIT {

    private static final List<String> OF_A_START = List.of(
            "observed",
            "before-upload",
            "uploaded",
            "posting-committed",
            "run-answered",
            "posted-committed",
            "recorded",
            "seen-committed");
    private static final List<String> OF_A_STOP = List.of("trigger-committed", "trigger-answered", "recorded");
    private static final List<String> OF_A_CANCEL = List.of("cancel-answered");

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @SuppressWarnings("NullAway.Init") // the test sets it
    private StandaloneCluster cluster;

    private int starts;

    @Test
    void neitherDoublesNorForgetsAJobWhereverItIsKilled() throws Exception {
        TestJar.write(folder.resolve("sequence.jar"));
        try (StandaloneCluster flink = StandaloneCluster.start(folder, Map.of())) {
            cluster = flink;
            flink.awaitTaskManagers(1);
            for (String point : OF_A_START) {
                killedWhile(point, null, "RUNNING");
            }
            for (String point : OF_A_STOP) {
                killedWhile(point, "stop", "STOPPED");
            }
            for (String point : OF_A_CANCEL) {
                killedWhile(point, "cancel", "CANCELLED");
            }
        }
    }

    /** Kills it there while it starts a job, or does something with one that runs; the next one brings it to its end. */
    private void killedWhile(String point, @Nullable String command, String phase) throws Exception {
        try (SubmitterProcess submitter = start()) {
            if (command == null) {
                halt(point);
                lastWords(submitter, "/jobs", request(point));
            } else {
                String id = submitter.http().declare(request(point));
                submitter.http().awaitPhase(id, "RUNNING");
                halt(point);
                lastWords(submitter, "/jobs/" + id + "/" + command, "");
            }
            assertThat(submitter.process().exitCode()).as(point).isEqualTo(137);
        }
        Files.delete(folder.resolve("halt"));
        try (SubmitterProcess submitter = start()) {
            // A client that got no answer asks again.
            String id = declared(submitter, point);
            JsonNode job = submitter.http().awaitPhase(id, phase);
            assertThat(job.get("attempt").asInt()).as(point).isEqualTo(1);
            assertThat(cluster.aliveJobs())
                    .as(point)
                    .isEqualTo(command == null ? Set.of(job.get("flinkJobId").asString()) : Set.of());
            await(point)
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> cluster.rest().get("/jars").get("files").isEmpty());
            if (phase.equals("STOPPED")) {
                assertThat(job.get("savepoint").asString()).as(point).contains("savepoint-");
            }
            submitter.http().deleteAll();
        }
    }

    /** The submitter may end before it answers. */
    private static void lastWords(SubmitterProcess submitter, String path, String body) {
        try {
            submitter.http().post(path, body, 202);
        } catch (ResourceAccessException unanswered) {
            assertThat(unanswered).hasMessageContaining("I/O error");
        }
    }

    private String declared(SubmitterProcess submitter, String point) {
        String body =
                submitter.http().send(HttpMethod.POST, "/jobs", request(point)).getBody();
        return new JsonMapper().readTree(String.valueOf(body)).get("id").asString();
    }

    private SubmitterProcess start() throws IOException {
        starts++;
        return SubmitterProcess.start(
                folder.resolve("submitter-" + starts + ".log"),
                folder.resolve("halt"),
                cluster.url(),
                "--millrace.submitter.data-dir=" + folder.resolve("jobs"),
                "--millrace.submitter.checkpoint-dir=" + folder.resolve("checkpoints"));
    }

    private void halt(String point) throws IOException {
        Path file = Files.writeString(folder.resolve("halt.new"), point);
        Files.move(file, folder.resolve("halt"));
    }

    private String request(String name) {
        return "{\"name\":\"%s\",\"artifact\":\"%s\"}".formatted(name, folder.resolve("sequence.jar"));
    }
}

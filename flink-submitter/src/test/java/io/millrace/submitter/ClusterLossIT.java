package io.millrace.submitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.submitter.testjob.EmbeddedFlink;
import io.millrace.submitter.testjob.TestJar;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** What becomes of declared jobs when the cluster is down, comes late, or comes back without them. */
class ClusterLossIT {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private int port;

    @BeforeEach
    void findAFreePort() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    @Test
    void startsANewAttemptFromTheNewestCheckpointOnAClusterThatLostTheJob() throws Exception {
        try (RunningSubmitter submitter = startWithBundledJob("--millrace.submitter.submit-on-start=true")) {
            JsonNode waiting = await().atMost(Duration.ofSeconds(60))
                    .until(
                            () -> submitter.get("/jobs").path(0),
                            job -> job.toString().contains("ClusterUnreachable"));
            assertThat(waiting.get("phase").asString()).isEqualTo("PENDING");
            String id = waiting.get("id").asString();
            JsonNode before;
            try (EmbeddedFlink first = EmbeddedFlink.start(folder, port, 1)) {
                assertThat(first.url().getPort()).isEqualTo(port);
                before = await().atMost(Duration.ofSeconds(60))
                        .until(() -> submitter.get("/jobs/" + id), ClusterLossIT::runsWithACheckpoint);
            }
            JsonNode down = await().atMost(Duration.ofSeconds(30))
                    .until(
                            () -> submitter.get("/jobs/" + id),
                            job -> job.toString().contains("ClusterUnreachable"));
            assertThat(down.get("attempt").asInt()).isEqualTo(1);
            assertThat(down.get("desired").asString()).isEqualTo("RUNNING");

            try (EmbeddedFlink second = EmbeddedFlink.start(folder, port, 1)) {
                assertThat(second.url().getPort()).isEqualTo(port);
                JsonNode after = await().atMost(Duration.ofSeconds(60))
                        .until(
                                () -> submitter.get("/jobs/" + id),
                                job -> job.get("attempt").asInt() == 2
                                        && job.get("phase").asString().equals("RUNNING"));
                assertThat(after.get("restoredFrom").asString())
                        .startsWith("file:" + folder.resolve("checkpoints"))
                        .contains(before.get("flinkJobId").asString() + "/chk-");
                assertThat(after.get("flinkJobId")).isNotEqualTo(before.get("flinkJobId"));
            }
        }
    }

    @Test
    void doublesNoJobOnAnotherClusterWhileTheOneItWasPostedToRunsIt() throws Exception {
        EmbeddedFlink first = EmbeddedFlink.start(folder, port, 1);
        try (EmbeddedFlink second = EmbeddedFlink.start(folder, 0, 1)) {
            String id;
            URI there = first.url();
            try (RunningSubmitter submitter = RunningSubmitter.start(folder, there)) {
                id = submitter.declare("{\"artifact\":\"%s\",\"parallelism\":1}"
                        .formatted(TestJar.write(folder.resolve("sequence.jar"))));
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> submitter.get("/jobs/" + id), ClusterLossIT::runsWithACheckpoint);
            }

            try (RunningSubmitter moved = RunningSubmitter.start(folder, second.url())) {
                JsonNode held = await().atMost(Duration.ofSeconds(30))
                        .until(
                                () -> moved.get("/jobs/" + id),
                                job -> job.toString().contains("It still runs on the cluster at " + there));
                assertThat(held.get("attempt").asInt()).isEqualTo(1);

                first.close();

                JsonNode next = await().atMost(Duration.ofSeconds(60))
                        .until(
                                () -> moved.get("/jobs/" + id),
                                job -> job.get("attempt").asInt() == 2
                                        && job.get("phase").asString().equals("RUNNING"));
                assertThat(next.get("restoredFrom").asString())
                        .contains(held.get("flinkJobId").asString() + "/chk-");
            }
        } finally {
            first.close();
        }
    }

    @Test
    void showsAClusterThatIsDownWithTheReason() {
        try (RunningSubmitter submitter = startWithBundledJob()) {
            JsonNode cluster = await().atMost(Duration.ofSeconds(60))
                    .until(
                            () -> submitter.get("/cluster"),
                            shown -> !shown.get("reason").asString().equals("not observed yet"));

            assertThat(cluster.get("reachable").asBoolean()).isFalse();
            assertThat(cluster.get("reason").asString())
                    .startsWith("Flink at http://127.0.0.1:" + port + " gives no answer to GET /overview: ");
            assertThat(submitter.send(HttpMethod.GET, "/actuator/health", "").getBody())
                    .contains("\"flink\":{\"status\":\"DOWN\"}");
            assertThat(submitter.get("/actuator/health/readiness").get("status").asString())
                    .isEqualTo("UP");
        }
    }

    private RunningSubmitter startWithBundledJob(String... further) {
        String[] arguments = new String[further.length + 1];
        arguments[0] = "--millrace.submitter.bundled-jar=" + TestJar.write(folder.resolve("sequence.jar"));
        System.arraycopy(further, 0, arguments, 1, further.length);
        return RunningSubmitter.start(folder, URI.create("http://127.0.0.1:" + port), arguments);
    }

    private static boolean runsWithACheckpoint(JsonNode job) {
        return job.get("phase").asString().equals("RUNNING") && job.has("lastCheckpoint");
    }
}

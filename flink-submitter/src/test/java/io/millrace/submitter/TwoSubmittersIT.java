package io.millrace.submitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.submitter.store.PostgresServer;
import io.millrace.submitter.testcluster.StandaloneCluster;
import io.millrace.submitter.testjob.TestJar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** Two submitters for one cluster, and a database that goes away. */
class TwoSubmittersIT {

    private static final Duration DOWN = Duration.ofSeconds(Integer.getInteger("millrace.database.down", 15));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private StandaloneCluster cluster;

    @BeforeEach
    void start() throws Exception {
        TestJar.write(folder.resolve("sequence.jar"));
        cluster = StandaloneCluster.start(folder, Map.of());
        cluster.awaitTaskManagers(1);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void takesOverWhenTheOneThatActsIsKilledWithAFileOfH2() throws Exception {
        takesOver("--millrace.submitter.data-dir=" + folder.resolve("jobs"));
    }

    @Test
    void takesOverWhenTheOneThatActsIsKilledWithPostgresql() throws Exception {
        takesOver(onPostgresql(PostgresServer.shared()));
    }

    private void takesOver(String... settings) throws Exception {
        try (SubmitterProcess first = start("first", settings)) {
            String id = first.http().declare(request());
            String flinkId =
                    first.http().awaitPhase(id, "RUNNING").get("flinkJobId").asString();
            try (SubmitterProcess second = start("second", settings)) {
                JsonNode standby = second.http().post("/jobs", request(), 503);
                assertThat(standby.get("code").asString()).isEqualTo("standby");
                assertThat(standby.get("retryable").asBoolean()).isTrue();
                assertThat(second.http()
                                .send(HttpMethod.GET, "/actuator/health/readiness", "")
                                .getStatusCode()
                                .value())
                        .isEqualTo(503);

                first.kill();

                await().atMost(Duration.ofSeconds(60))
                        .until(() -> second.http()
                                .send(HttpMethod.GET, "/jobs/" + id, "")
                                .getStatusCode()
                                .is2xxSuccessful());
                assertThat(second.http()
                                .awaitPhase(id, "RUNNING")
                                .get("flinkJobId")
                                .asString())
                        .isEqualTo(flinkId);
                assertThat(second.http()
                                .done("/jobs/" + id + "/stop", "")
                                .get("state")
                                .asString())
                        .isEqualTo("SUCCEEDED");
                assertThat(cluster.aliveJobs()).isEmpty();
            }
        }
    }

    @Test
    void goesOnWhenTheDatabaseWasAway() throws Exception {
        try (PostgresServer database = PostgresServer.start();
                SubmitterProcess submitter = start("submitter", onPostgresql(database))) {
            String id = submitter.http().declare(request());
            String flinkId =
                    submitter.http().awaitPhase(id, "RUNNING").get("flinkJobId").asString();

            database.stop();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> submitter
                                    .http()
                                    .send(HttpMethod.GET, "/jobs", "")
                                    .getStatusCode()
                                    .value()
                            == 503);
            await().pollDelay(DOWN)
                    .atMost(DOWN.plusSeconds(60))
                    .untilAsserted(() -> assertThat(cluster.aliveJobs()).containsExactly(flinkId));
            database.restart();

            await().atMost(Duration.ofSeconds(60))
                    .until(() -> submitter
                            .http()
                            .send(HttpMethod.GET, "/jobs", "")
                            .getStatusCode()
                            .is2xxSuccessful());
            JsonNode job = submitter.http().awaitPhase(id, "RUNNING");
            assertThat(job.get("flinkJobId").asString()).isEqualTo(flinkId);
            assertThat(job.get("attempt").asInt()).isEqualTo(1);
            assertThat(submitter
                            .http()
                            .done("/jobs/" + id + "/restart", "")
                            .get("state")
                            .asString())
                    .isEqualTo("SUCCEEDED");
            assertThat(cluster.aliveJobs()).hasSize(1);
        }
    }

    private String[] onPostgresql(PostgresServer database) {
        return new String[] {
            "--millrace.submitter.data-dir=" + folder.resolve("jobs"),
            "--millrace.submitter.database.url=" + database.freshDatabase(),
            "--millrace.submitter.database.user=" + PostgresServer.USER
        };
    }

    private SubmitterProcess start(String name, String... settings) throws IOException {
        return SubmitterProcess.start(folder.resolve(name + ".log"), folder.resolve("halt"), cluster.url(), settings);
    }

    private String request() {
        return "{\"name\":\"one\",\"artifact\":\"%s\"}".formatted(folder.resolve("sequence.jar"));
    }
}

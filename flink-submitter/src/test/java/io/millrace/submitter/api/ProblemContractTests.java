package io.millrace.submitter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.millrace.submitter.RunningSubmitter;
import io.millrace.submitter.flink.FakeFlink;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Lease;
import io.millrace.submitter.testjob.TestJar;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is told when Flink or the database is at fault. The loop sleeps, so that nobody else finds it out before. */
class ProblemContractTests {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private FakeFlink flink;

    @SuppressWarnings("NullAway.Init")
    private RunningSubmitter submitter;

    @BeforeEach
    void start() throws Exception {
        flink = new FakeFlink();
        submitter = RunningSubmitter.start(
                folder,
                flink.url(),
                "--millrace.submitter.tick=1h",
                "--millrace.submitter.bundled-jar=" + TestJar.write(folder.resolve("sequence.jar")));
        await().until(submitter.part(Lease.class)::held);
    }

    @AfterEach
    void stop() {
        submitter.close();
        flink.close();
    }

    @Test
    void tellsThatFlinkGivesNoAnswer() {
        String id = submitter.declare("");
        flink.close();

        JsonNode problem = problem(HttpMethod.GET, "/jobs/" + id + "/exceptions", 503);

        assertThat(problem.get("code").asString()).isEqualTo("flink-unreachable");
        assertThat(problem.get("retryable").asBoolean()).isTrue();
        assertThat(problem.get("detail").asString()).startsWith("Flink at " + flink.url() + " gives no answer to GET ");
        assertThat(problem.has("flinkStatus")).isFalse();
    }

    @Test
    void tellsWhatFlinkRefuses() {
        String id = submitter.declare("");
        String path = "/jobs/"
                + submitter
                        .part(Book.class)
                        .jobs()
                        .job(id)
                        .orElseThrow()
                        .attempt()
                        .flinkJobId() + "/exceptions";
        flink.with(path, 500, "{\"errors\":[\"a.Outer: it failed\\nCaused by: a.Inner: no memory\"]}");

        JsonNode problem = problem(HttpMethod.GET, "/jobs/" + id + "/exceptions", 502);

        assertThat(problem.get("code").asString()).isEqualTo("flink-refused");
        assertThat(problem.get("flinkStatus").asInt()).isEqualTo(500);
        assertThat(problem.get("rootCause").asString()).isEqualTo("a.Inner: no memory");
        assertThat(problem.get("retryable").asBoolean()).isTrue();
        flink.with(path, 400, "{\"errors\":[\"org.apache.flink.client.program.ProgramInvocationException: bad\"]}");
        assertThat(problem(HttpMethod.GET, "/jobs/" + id + "/exceptions", 502)
                        .get("retryable")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void tellsThatTheDatabaseGivesNoAnswer() {
        String id = submitter.declare("");
        submitter.part(HikariDataSource.class).close();

        for (HttpMethod method : new HttpMethod[] {HttpMethod.GET, HttpMethod.DELETE}) {
            JsonNode problem = problem(method, "/jobs/" + id, 503);
            assertThat(problem.get("code").asString()).isEqualTo("database-unavailable");
            assertThat(problem.get("retryable").asBoolean()).isTrue();
        }
    }

    @Test
    void tellsThatTheStoreFails() {
        JdbcClient.create(submitter.part(HikariDataSource.class))
                .sql("DROP TABLE event")
                .update();

        JsonNode problem = problem(HttpMethod.GET, "/events", 500);

        assertThat(problem.get("code").asString()).isEqualTo("store-failed");
        assertThat(problem.get("retryable").asBoolean()).isFalse();
        assertThat(problem.get("detail").asString()).doesNotContain("event");
    }

    private JsonNode problem(HttpMethod method, String path, int status) {
        ResponseEntity<String> answer = submitter.send(method, path, "");
        assertThat(answer.getStatusCode().value()).as(answer.getBody()).isEqualTo(status);
        return JSON.readTree(String.valueOf(answer.getBody()));
    }
}

package io.millrace.submitter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.millrace.submitter.testjob.EmbeddedFlink;
import io.millrace.submitter.testjob.TestJar;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Jobs that become something else: upgrades, rollbacks, restarts, rescaling and savepoints, on a real Flink cluster. */
class LifecycleIT {

    private static final String POLICY = "\"upgrade\":{\"stableAfter\":\"PT2S\",\"deadline\":\"PT20S\"}";

    @TempDir
    static Path folder;

    private static final List<String> TOLD = new CopyOnWriteArrayList<>();

    private static HttpServer webhook;
    private static EmbeddedFlink flink;
    private static RunningSubmitter submitter;
    private static Path jar;

    @BeforeAll
    static void start() throws Exception {
        jar = TestJar.write(folder.resolve("sequence.jar"));
        flink = EmbeddedFlink.start(folder, 0, 3);
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/", exchange -> {
            try (exchange) {
                TOLD.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                exchange.sendResponseHeaders(204, -1);
            }
        });
        webhook.start();
        submitter = RunningSubmitter.start(
                folder,
                flink.url(),
                "--millrace.submitter.webhook.url=http://127.0.0.1:"
                        + webhook.getAddress().getPort());
    }

    @AfterAll
    static void stop() {
        submitter.close();
        webhook.stop(0);
        flink.close();
    }

    @AfterEach
    void freeTheSlots() {
        submitter.calls().deleteAll();
    }

    @Test
    void upgradesAStableJobWithItsState() {
        String id = declareStable("upgraded");
        JsonNode before = submitter.get("/jobs/" + id);

        JsonNode upgrade = submitter
                .calls()
                .doneOperation(submitter.calls().put(id, request("upgraded", 2, "run"), tag(before), 202));

        assertThat(upgrade.get("state").asString()).as(upgrade.toString()).isEqualTo("SUCCEEDED");
        JsonNode after = submitter.get("/jobs/" + id);
        assertThat(after.get("revision").asInt()).isEqualTo(2);
        assertThat(after.get("attempt").asInt()).isEqualTo(2);
        assertThat(after.get("restoredFrom").asString()).startsWith("file:" + folder.resolve("savepoints"));
        assertThat(after.get("outputMayRepeat").asBoolean()).isFalse();
        assertThat(after.get("stable").asBoolean()).isTrue();
    }

    @Test
    void rollsABadUpgradeBackToTheLastStableRevisionAndItsState() {
        String id = declareStable("rolled-back");

        JsonNode upgrade =
                submitter.calls().doneOperation(submitter.calls().put(id, request("rolled-back", 1, "fail"), "*", 202));

        assertThat(upgrade.get("state").asString()).isEqualTo("FAILED");
        assertThat(upgrade.get("detail").asString()).contains("is too much");
        JsonNode job = await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> submitter.get("/jobs/" + id),
                        shown -> shown.get("stable").asBoolean());
        assertThat(job.get("revision").asInt()).isEqualTo(1);
        assertThat(job.get("attempt").asInt()).isEqualTo(3);
        assertThat(job.get("phase").asString()).isEqualTo("RUNNING");
        List<JsonNode> attempts =
                submitter.get("/jobs/" + id + "/attempts").valueStream().toList();
        assertThat(attempts.get(0).get("restoredFrom"))
                .isEqualTo(attempts.get(1).get("restoredFrom"));
        assertThat(attempts.get(1).get("state").asString()).isEqualTo("FAILED");
        assertThat(submitter
                        .get("/jobs/" + id + "/revisions")
                        .get(0)
                        .get("rejected")
                        .asString())
                .contains("is too much");
    }

    @Test
    void goesBackToTheRevisionBeforeWithTheStateOfNow() {
        String id = declareStable("back");
        submitter.calls().doneOperation(submitter.calls().put(id, request("back", 2, "run"), "*", 202));

        JsonNode rollback = submitter.calls().done("/jobs/" + id + "/rollback", "");

        assertThat(rollback.get("state").asString()).as(rollback.toString()).isEqualTo("SUCCEEDED");
        JsonNode job = submitter.get("/jobs/" + id);
        assertThat(job.get("revision").asInt()).isEqualTo(1);
        assertThat(job.get("restoredFrom").asString()).contains("savepoint-");
    }

    @Test
    void restartsAndRescalesAJobByStoppingItWithItsState() {
        String id = declareStable("restarted");

        JsonNode restart = submitter.calls().done("/jobs/" + id + "/restart", "");
        JsonNode rescale = submitter.calls().done("/jobs/" + id + "/rescale", "{\"parallelism\":2}");

        assertThat(restart.get("state").asString()).as(restart.toString()).isEqualTo("SUCCEEDED");
        assertThat(rescale.get("state").asString()).as(rescale.toString()).isEqualTo("SUCCEEDED");
        JsonNode job = submitter.get("/jobs/" + id);
        assertThat(job.get("attempt").asInt()).isEqualTo(3);
        assertThat(job.get("spec").get("parallelism").asInt()).isEqualTo(2);
        assertThat(job.get("restoredFrom").asString()).contains("savepoint-");
    }

    @Test
    void writesAndRemovesSavepoints() throws Exception {
        String id = declareStable("saved");

        JsonNode savepoint = submitter.calls().done("/jobs/" + id + "/savepoints", "");

        assertThat(savepoint.get("kind").asString()).isEqualTo("SAVEPOINT");
        Path written = Path.of(URI.create(savepoint.get("detail").asString()));
        assertThat(written.resolve("_metadata")).isRegularFile();
        JsonNode deletion =
                submitter.calls().doneOperation(submitter.calls().delete("/jobs/" + id + "?disposeSavepoints=true"));
        assertThat(deletion.get("state").asString()).isEqualTo("SUCCEEDED");
        assertThat(Files.exists(written)).isFalse();
    }

    @Test
    void writesSavepointsByItselfAndKeepsTheNewestOnes() {
        String id = submitter.declare(
                "{\"name\":\"periodic\",\"artifact\":\"%s\",\"savepoints\":{\"every\":\"PT4S\",\"keep\":2}}"
                        .formatted(jar));

        List<JsonNode> savepoints = await().atMost(Duration.ofMinutes(2))
                .until(
                        () -> submitter
                                .get("/jobs/" + id + "/savepoints")
                                .valueStream()
                                .toList(),
                        all -> ofState(all, "DISPOSED").size() >= 2
                                && ofState(all, "COMPLETED").size() == 2);

        assertThat(ofState(savepoints, "COMPLETED")).isEqualTo(ofState(savepoints.subList(0, 3), "COMPLETED"));
        assertThat(ofState(savepoints, "DISPOSED"))
                .allSatisfy(
                        gone -> assertThat(Path.of(URI.create(gone.get("path").asString())))
                                .doesNotExist());
    }

    private static List<JsonNode> ofState(List<JsonNode> savepoints, String state) {
        return savepoints.stream()
                .filter(savepoint -> savepoint.get("state").asString().equals(state))
                .toList();
    }

    @Test
    void tellsAWebhookOfEachTransitionOnceAndInOrder() {
        String id = declareStable("told");
        submitter.calls().done("/jobs/" + id + "/cancel", "");

        List<String> types =
                await().atMost(Duration.ofSeconds(60)).until(() -> toldOf(id), told -> told.contains("CANCELLED"));

        assertThat(types).containsExactly("RUNNING", "STABLE", "CANCELLED");
    }

    private static List<String> toldOf(String id) {
        JsonMapper json = new JsonMapper();
        return TOLD.stream()
                .map(json::readTree)
                .filter(event -> event.get("jobId").asString().equals(id))
                .map(event -> event.get("type").asString())
                .toList();
    }

    @Test
    void refusesAChangeThatWasMadeForAnotherGeneration() {
        String id = submitter.declare(request("guarded", 1, "run"));
        String tag = tag(submitter.get("/jobs/" + id));
        submitter.awaitPhase(id, "RUNNING");
        submitter.post("/jobs/" + id + "/restart", "", 202);

        assertThat(submitter
                        .calls()
                        .put(id, request("guarded", 2, "run"), tag, 412)
                        .get("code")
                        .asString())
                .isEqualTo("job-changed");
        assertThat(submitter
                        .send(HttpMethod.PUT, "/jobs/" + id, request("guarded", 2, "run"))
                        .getStatusCode()
                        .value())
                .isEqualTo(428);
    }

    private static String declareStable(String name) {
        String id = submitter.declare(request(name, 1, "run"));
        await(name)
                .atMost(Duration.ofSeconds(60))
                .until(() -> submitter.get("/jobs/" + id).get("stable").asBoolean());
        return id;
    }

    private static String request(String name, int parallelism, String mode) {
        return "{\"name\":\"%s\",\"artifact\":\"%s\",\"parallelism\":%d,\"arguments\":[\"%s\"],%s}"
                .formatted(name, jar, parallelism, mode, POLICY);
    }

    private static String tag(JsonNode job) {
        return "\"" + job.get("generation").asLong() + "\"";
    }
}

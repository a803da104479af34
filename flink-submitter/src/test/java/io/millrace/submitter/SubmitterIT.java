package io.millrace.submitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.submitter.testjob.EmbeddedFlink;
import io.millrace.submitter.testjob.TestJar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import org.springframework.web.client.RestClient;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The submitter against a real Flink cluster of two slots. */
class SubmitterIT {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path folder;

    private static EmbeddedFlink flink;
    private static RunningSubmitter submitter;
    private static RestClient flinkRest;
    private static Path jar;

    @BeforeAll
    static void start() throws Exception {
        jar = TestJar.write(folder.resolve("sequence.jar"));
        flink = EmbeddedFlink.start(folder, 0, 2);
        flinkRest = RestClient.create(flink.url());
        submitter = startSubmitter();
    }

    @AfterAll
    static void stop() throws Exception {
        submitter.close();
        flink.close();
    }

    @AfterEach
    void freeTheSlots() {
        for (JsonNode job : submitter.get("/jobs")) {
            submitter.send(HttpMethod.POST, "/jobs/" + job.get("id").asString() + "/cancel", "");
        }
        await().atMost(Duration.ofSeconds(60)).until(() -> runningFlinkJobs().isEmpty());
    }

    @Test
    void runsTheBundledJobForAnEmptyBodyOnceHoweverOftenItIsPosted() {
        var accepted = submitter.send(HttpMethod.POST, "/jobs", "");
        JsonNode declared = JSON.readTree(String.valueOf(accepted.getBody()));
        String id = declared.get("id").asString();

        assertThat(accepted.getStatusCode().value()).isEqualTo(202);
        assertThat(accepted.getHeaders().getLocation()).hasToString("/jobs/" + id);
        assertThat(declared.get("name").asString()).isEqualTo("bundled");
        assertThat(submitter.post("/jobs", "", 200).get("id").asString()).isEqualTo(id);
        JsonNode running = submitter.awaitPhase(id, "RUNNING");
        assertThat(running.get("flinkJobId")).isEqualTo(declared.get("flinkJobId"));
        assertThat(running.get("attempt").asInt()).isEqualTo(1);
        assertThat(running.get("conditions")).isEmpty();
        assertThat(runningFlinkJobs()).containsExactly(running.get("flinkJobId").asString());
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(flinkRest.get().uri("/jars").retrieve().body(String.class))
                                .contains("\"files\":[]"));
        assertThat(submitter
                        .post("/jobs", "{\"name\":\"bundled\",\"parallelism\":2}", 409)
                        .get("code")
                        .asString())
                .isEqualTo("job-exists");
    }

    @Test
    void showsLiveFigures() {
        String id = submitter.declare(request("figures"));

        JsonNode job = await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> submitter.get("/jobs/" + id),
                        shown -> shown.path("recordsInPerSecond").asDouble(0) > 0
                                && shown.path("recordsOutPerSecond").asDouble(0) > 0
                                && shown.has("lastCheckpoint"));
        assertThat(job.get("restarts").asInt()).isZero();
        assertThat(Duration.parse(job.get("uptime").asString())).isPositive();
        assertThat(job.get("lastCheckpoint").get("path").asString())
                .contains(job.get("flinkJobId").asString() + "/chk-");
    }

    @Test
    void stopsWithASavepointAndResumesFromIt() {
        String id = submitter.declare(request("stopped"));
        String first = submitter.awaitPhase(id, "RUNNING").get("flinkJobId").asString();

        submitter.post("/jobs/" + id + "/stop", "", 202);
        JsonNode stopped = submitter.awaitPhase(id, "STOPPED");
        String savepoint = stopped.get("savepoint").asString();
        submitter.post("/jobs/" + id + "/resume", "", 202);
        JsonNode resumed = submitter.awaitPhase(id, "RUNNING");

        assertThat(savepoint).startsWith("file:" + folder.resolve("savepoints"));
        assertThat(resumed.get("attempt").asInt()).isEqualTo(2);
        assertThat(resumed.get("restoredFrom").asString()).isEqualTo(savepoint);
        assertThat(resumed.get("flinkJobId").asString()).isNotEqualTo(first);
        assertThat(restoredPath(resumed.get("flinkJobId").asString())).isEqualTo(savepoint);
    }

    @Test
    void cancelsAndForgetsAJob() {
        String id = submitter.declare(request("cancelled"));
        submitter.awaitPhase(id, "RUNNING");

        submitter.post("/jobs/" + id + "/cancel", "", 202);
        submitter.awaitPhase(id, "CANCELLED");

        assertThat(submitter.post("/jobs/" + id + "/stop", "", 409).get("code").asString())
                .isEqualTo("job-not-running");
        JsonNode deletion = submitter.calls().delete("/jobs/" + id);
        assertThat(submitter.calls().doneOperation(deletion).get("state").asString())
                .isEqualTo("SUCCEEDED");
        assertThat(submitter.send(HttpMethod.GET, "/jobs/" + id, "").getBody()).contains("\"code\":\"job-not-found\"");
    }

    @Test
    void respectsACancelByHand() {
        String id = submitter.declare(request("by-hand"));
        String flinkId = submitter.awaitPhase(id, "RUNNING").get("flinkJobId").asString();

        flinkRest.patch().uri("/jobs/{id}?mode=cancel", flinkId).retrieve().toBodilessEntity();

        JsonNode job = submitter.awaitPhase(id, "CANCELLED");
        assertThat(job.get("desired").asString()).isEqualTo("CANCELLED");
        assertThat(job.get("attempt").asInt()).isEqualTo(1);
        // Flink answers with what it knew up to three seconds ago
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(flinkRest
                                .get()
                                .uri("/jobs/{id}", flinkId)
                                .retrieve()
                                .body(String.class))
                        .contains("\"state\":\"CANCELED\""));
    }

    @Test
    void queuesAJobWithoutSlotsAndSaysWhatIsMissing() {
        String id = submitter.declare("{\"name\":\"wide\",\"artifact\":\"%s\",\"parallelism\":4}".formatted(jar));

        submitter.awaitPhase(id, "QUEUED");

        // until Flink has given out the slots it has, the job waits for all four
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            JsonNode condition = submitter.get("/jobs/" + id).at("/conditions/0");
            assertThat(condition.path("type").asString("")).isEqualTo("NoSlots");
            assertThat(condition.path("reason").asString("")).isEqualTo("needs 4 slots, waits for 2 of them, 0 free");
        });
    }

    @Test
    void failsAJobWithABadArgumentAndSaysItsRootCause() {
        String id =
                submitter.declare("{\"name\":\"typo\",\"artifact\":\"%s\",\"arguments\":[\"--runn\"]}".formatted(jar));

        assertThat(submitter.awaitPhase(id, "FAILED").get("rootCause").asString())
                .isEqualTo(
                        "java.lang.IllegalArgumentException: unknown argument '--runn'; known: run, fail, loop, fail-on-stop,"
                                + " no-checkpoints");
    }

    @Test
    void failsAJobThatFailsInFlinkAndStartsNoOther() {
        String id =
                submitter.declare("{\"name\":\"failing\",\"artifact\":\"%s\",\"arguments\":[\"fail\"]}".formatted(jar));

        JsonNode failed = submitter.awaitPhase(id, "FAILED");

        assertThat(failed.get("rootCause").asString())
                .startsWith("java.lang.IllegalStateException: number ")
                .endsWith(" is too much");
        assertThat(failed.get("attempt").asInt()).isEqualTo(1);
        assertThat(failed.get("desired").asString()).isEqualTo("RUNNING");
    }

    @Test
    void refusesBadArtifactsBeforeAnythingIsStored() throws Exception {
        Path noJar = Files.writeString(folder.resolve("text.jar"), "not a jar");

        JsonNode missing = submitter.post("/jobs", "{\"artifact\":\"/nowhere/a.jar\"}", 400);
        assertThat(missing.get("code").asString()).isEqualTo("artifact-not-found");
        JsonNode bad = submitter.post("/jobs", "{\"artifact\":\"%s\"}".formatted(noJar), 400);
        assertThat(bad.get("code").asString()).isEqualTo("bad-jar");
        JsonNode noMain = submitter.post("/jobs", "{\"artifact\":\"%s\",\"entryClass\":\"a.B\"}".formatted(jar), 400);
        assertThat(noMain.get("detail").asString()).isEqualTo("sequence.jar has no class a.B.");
        JsonNode parallelism = submitter.post("/jobs", "{\"parallelism\":0}", 400);
        assertThat(parallelism.get("detail").asString()).isEqualTo("'parallelism' must be greater than 0.");
        assertThat(submitter.get("/jobs").toString()).doesNotContain("text");
    }

    @Test
    void refusesAnArtifactThatIsNoPathOrCannotNameAJob() throws Exception {
        JsonNode noPath = submitter.post("/jobs", "{\"artifact\":\"a\\u0000.jar\"}", 400);
        assertThat(noPath.get("code").asString()).isEqualTo("artifact-not-found");
        assertThat(noPath.get("detail").asString())
                .isEqualTo("'artifact' is not the path of a job jar: Nul character not allowed.");
        for (String name : List.of("a".repeat(101), "a b")) {
            Path odd = Files.copy(jar, folder.resolve(name + ".jar"));
            JsonNode unnamed = submitter.post("/jobs", "{\"artifact\":\"%s\"}".formatted(odd), 400);
            assertThat(unnamed.get("code").asString()).isEqualTo("name-needed");
            assertThat(unnamed.get("detail").asString())
                    .isEqualTo("'" + name + "' cannot name a job; give 'name': letters, digits, '.', '_' or '-',"
                            + " at most 100.");
        }
    }

    @Test
    void validatesOnlyOnADryRun() {
        JsonNode checked = submitter.post("/jobs?dryRun=true", request("dry"), 200);

        assertThat(checked.get("name").asString()).isEqualTo("dry");
        assertThat(checked.get("exists").asBoolean()).isFalse();
        assertThat(submitter.get("/jobs").toString()).doesNotContain("\"dry\"");
    }

    @Test
    void keepsItsJobsWhenItIsRestarted() {
        String id = submitter.declare(request("kept"));
        JsonNode before = submitter.awaitPhase(id, "RUNNING");

        submitter.close();
        submitter = startSubmitter();

        JsonNode after = submitter.awaitPhase(id, "RUNNING");
        assertThat(after.get("flinkJobId")).isEqualTo(before.get("flinkJobId"));
        assertThat(runningFlinkJobs()).containsExactly(before.get("flinkJobId").asString());
    }

    @Test
    void showsTheClusterAndItsOwnInterface() {
        JsonNode cluster = await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> submitter.get("/cluster"),
                        shown -> shown.get("reachable").asBoolean());

        assertThat(cluster.get("version").asString()).isEqualTo("2.3.0");
        assertThat(cluster.get("slots").get("total").asInt()).isEqualTo(2);
        assertThat(submitter.get("/v3/api-docs").get("paths").propertyNames())
                .contains("/jobs", "/jobs/{id}", "/jobs/{id}/stop", "/cluster");
        assertThat(submitter.get("/actuator/health").get("components").propertyNames())
                .contains("flink", "loop", "store", "lease");
        assertThat(submitter.send(HttpMethod.GET, "/actuator/prometheus", "").getBody())
                .contains("millrace_submitter_cluster_reachable 1.0");
        assertThat(submitter.send(HttpMethod.GET, "/", "").getBody()).contains("<h1>Millrace submitter</h1>");
    }

    @Test
    void showsTheFiguresThatTheReadmeNames() {
        String id = submitter.declare(request("measured"));
        submitter.awaitPhase(id, "RUNNING");
        submitter.calls().done("/jobs/" + id + "/savepoints", "");

        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(submitter
                                .send(HttpMethod.GET, "/actuator/prometheus", "")
                                .getBody())
                        .containsPattern("(?m)^millrace_submitter_jobs[{]phase=\"running\"} 1[.]0$")
                        .containsPattern("(?m)^millrace_submitter_checkpoint_age_seconds[{]job=\"measured\"} [0-9.]+$")
                        .containsPattern("(?m)^millrace_submitter_cluster_reachable 1[.]0$")
                        .containsPattern("(?m)^millrace_submitter_tick_age_seconds [0-9.]+$")
                        .containsPattern("(?m)^millrace_submitter_savepoint_seconds_count[{]kind=\"savepoint\"} [1-9]")
                        .containsPattern("(?m)^millrace_submitter_savepoint_seconds_sum[{]kind=\"savepoint\"} [0-9.]+$")
                        .containsPattern("(?m)^millrace_submitter_savepoint_seconds_max[{]kind=\"savepoint\"} [0-9.]+$")
                        .containsPattern("(?m)^millrace_submitter_events_total[{]type=\"posted\"} [1-9]")
                        .containsPattern("(?m)^millrace_submitter_events_total[{]type=\"lost\"} 0[.]0$")
                        .containsPattern("(?m)^millrace_submitter_events_total[{]type=\"restored\"} 0[.]0$"));
    }

    /** The interface is a contract: whoever changes it writes the file anew, with the property, and so sees what changes. */
    @Test
    void servesTheInterfaceThatIsCommitted() throws Exception {
        Path committed = Path.of("openapi.json");
        Map<String, Object> api = JSON.treeToValue(submitter.get("/v3/api-docs"), new TypeReference<>() {});
        api.remove("servers");
        JsonMapper sorted = JsonMapper.builder()
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.INDENT_OUTPUT)
                .build();
        String served = sorted.writeValueAsString(api) + "\n";
        if (Boolean.getBoolean("millrace.openapi.write")) {
            Files.writeString(committed, served);
        }

        assertThat(served)
                .as(
                        "the interface changed: run this test with -Dmillrace.openapi.write=true and look at the difference")
                .isEqualTo(Files.readString(committed));
    }

    private static RunningSubmitter startSubmitter() {
        try {
            return RunningSubmitter.start(
                    folder,
                    flink.url(),
                    "--millrace.submitter.bundled-jar=" + jar,
                    "--millrace.submitter.job.name=bundled",
                    "--millrace.submitter.job.arguments=run");
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static String request(String name) {
        return "{\"name\":\"%s\",\"artifact\":\"%s\"}".formatted(name, jar);
    }

    private static List<String> runningFlinkJobs() {
        JsonNode overview = JSON.readTree(
                String.valueOf(flinkRest.get().uri("/jobs/overview").retrieve().body(String.class)));
        return overview.get("jobs")
                .valueStream()
                .filter(job -> !List.of("CANCELED", "FINISHED", "FAILED")
                        .contains(job.get("state").asString()))
                .map(job -> job.get("jid").asString())
                .toList();
    }

    private static String restoredPath(String flinkId) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> JSON.readTree(String.valueOf(flinkRest
                                        .get()
                                        .uri("/jobs/{id}/checkpoints", flinkId)
                                        .retrieve()
                                        .body(String.class)))
                                .at("/latest/restored/external_path")
                                .asString(""),
                        path -> !path.isEmpty());
    }
}

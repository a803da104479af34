package io.millrace.submitter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.submitter.RunningSubmitter;
import io.millrace.submitter.flink.FakeFlink;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.Lease;
import io.millrace.submitter.store.Snapshot;
import io.millrace.submitter.store.Start;
import io.millrace.submitter.testjob.TestJar;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is asked of a submitter whose Flink has no answer to anything, so that jobs stay as the tests put them. */
class JobApiTests {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static FakeFlink flink;

    @SuppressWarnings("NullAway.Init")
    private static RunningSubmitter submitter;

    @SuppressWarnings("NullAway.Init")
    private static Path jar;

    @BeforeAll
    static void start() throws Exception {
        jar = TestJar.write(folder.resolve("sequence.jar"));
        flink = new FakeFlink();
        submitter = RunningSubmitter.start(folder, flink.url());
        await().until(submitter.part(Lease.class)::held);
    }

    @AfterAll
    static void stop() {
        submitter.close();
        flink.close();
    }

    @Test
    void refusesToDeclareAJobThatIsBeingDeleted() {
        String id = declarePosted("ending", "ending-key");
        submitter.calls().delete("/jobs/" + id);

        for (String key : List.of("ending-key", "another")) {
            JsonNode problem = body(declare(request("ending", 1), key), 409);
            assertThat(problem.get("code").asString()).isEqualTo("job-ending");
            assertThat(problem.get("job").asString()).isEqualTo(id);
        }
        assertThat(submitter
                        .post("/jobs?dryRun=true", request("ending", 2), 409)
                        .get("code")
                        .asString())
                .isEqualTo("job-ending");
    }

    @Test
    void answersARepeatedDeclarationWithTheJobWhateverItBecameSince() {
        JsonNode declared = body(declare(request("keyed", 1), "key"), 202);
        String id = declared.get("id").asString();
        submitter.post("/jobs/" + id + "/rescale", "{\"parallelism\":2}", 202);

        JsonNode again = body(declare(request("keyed", 1), "key"), 200);

        assertThat(again.get("id").asString()).isEqualTo(id);
        assertThat(again.get("spec").get("parallelism").asInt()).isEqualTo(2);
        JsonNode reused = body(declare(request("keyed", 2), "key"), 422);
        assertThat(reused.get("code").asString()).isEqualTo("idempotency-key-reused");
        assertThat(submitter.post("/jobs", request("keyed", 1), 409).get("code").asString())
                .isEqualTo("job-exists");
    }

    @Test
    void rollsBackToTheGoodRevisionThatStillRuns() {
        String id = declarePosted("rolled", "rolled-key");
        book().revisions().markStable(job(id));
        book().database().transaction(() -> replace(job(id)));
        book().revisions().markStable(job(id));
        submitter.calls().put(id, request("rolled", 3), "*", 202);

        submitter.post("/jobs/" + id + "/rollback", "", 202);

        assertThat(job(id).wanted().number()).isEqualTo(2);
        submitter.post("/jobs/" + id + "/rollback", "", 202);
        assertThat(job(id).wanted().number()).isEqualTo(1);
    }

    @Test
    void takesOneOfManyChangesMadeForTheSameGeneration() throws Exception {
        int all = 8;
        String id = declarePosted("contended", "contended-key");
        CyclicBarrier begin = new CyclicBarrier(all);

        List<CompletableFuture<ResponseEntity<String>>> changes = IntStream.range(0, all)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> {
                            try {
                                begin.await();
                            } catch (Exception broken) {
                                throw new IllegalStateException(broken);
                            }
                            return submitter.calls().putting(id, request("contended", 2 + i), "\"1\"");
                        },
                        work -> new Thread(work).start()))
                .toList();

        List<String> codes = changes.stream()
                .map(change -> JSON.readTree(String.valueOf(change.join().getBody())))
                .map(answer -> answer.path("code").asString("taken"))
                .toList();
        assertThat(codes).containsOnlyOnce("taken").containsOnly("taken", "job-changed");
        assertThat(submitter.get("/jobs/" + id + "/revisions")).hasSize(2);
    }

    @Test
    void resumesFromWhatIsChosenAndFromNothing() {
        String id = declarePosted("resumed", "resumed-key");
        end(id);
        JsonNode resume = submitter.post("/jobs/" + id + "/resume", "{\"savepoint\":\"file:/savepoint\"}", 202);
        assertThat(job(id).attempt().restoredFrom()).isEqualTo("file:/savepoint");

        end(id);
        submitter.calls().doneOperation(resume);
        submitter.post("/jobs/" + id + "/resume", "{\"fromNothing\":true}", 202);

        assertThat(job(id).attempt().number()).isEqualTo(3);
        assertThat(job(id).attempt().restoredFrom()).isNull();
        end(id);
        assertThat(submitter
                        .post("/jobs/" + id + "/resume", "{\"savepoint\":\"a\",\"fromNothing\":true}", 400)
                        .get("code")
                        .asString())
                .isEqualTo("bad-start");
    }

    @Test
    void storesNothingOnADryRun() {
        JsonNode before = submitter.get("/events");
        Path other = TestJar.write(folder.resolve("other.jar"), null);

        JsonNode checked = submitter.post(
                "/jobs?dryRun=true",
                "{\"artifact\":\"%s\",\"entryClass\":\"io.millrace.submitter.testjob.SequenceJob\"}".formatted(other),
                200);

        assertThat(checked.get("name").asString()).isEqualTo("other");
        assertThat(submitter.get("/events")).isEqualTo(before);
        assertThat(submitter.get("/artifacts").toString())
                .doesNotContain(checked.get("spec").get("artifact").asString());
        assertThat(folder.resolve("jobs/artifacts")
                        .resolve(checked.get("spec").get("artifact").asString() + ".jar"))
                .doesNotExist();
    }

    @Test
    void removesAnArtifactWhenNoJobUsesIt() {
        Path only = TestJar.write(folder.resolve("only.jar"), "io.millrace.submitter.testjob.SequenceJob$BadEnd");
        String id = submitter.declare("{\"artifact\":\"%s\"}".formatted(only));
        String artifact = "/artifacts/" + job(id).wanted().spec().artifact();

        JsonNode refused = body(submitter.send(HttpMethod.DELETE, artifact, ""), 409);
        assertThat(refused.get("code").asString()).isEqualTo("artifact-in-use");
        assertThat(refused.get("job").asString()).isEqualTo(id);
        submitter.calls().doneOperation(submitter.calls().delete("/jobs/" + id));
        assertThat(submitter
                        .send(HttpMethod.DELETE, artifact, "")
                        .getStatusCode()
                        .value())
                .isEqualTo(204);

        JsonNode gone = body(submitter.send(HttpMethod.DELETE, artifact, ""), 404);
        assertThat(gone.get("code").asString()).isEqualTo("artifact-not-found");
        assertThat(submitter.get("/events?limit=1").get(0).get("type").asString())
                .isEqualTo("ARTIFACT_REMOVED");
    }

    @Test
    void showsNoMoreThanIsAskedFor() {
        String id = declarePosted("long", "long-key");
        book().database().transaction(() -> replace(job(id)));
        book().snapshots().ask(job(id).attempt(), null, Snapshot.Kind.STOP, Snapshot.Reason.SUSPEND);
        submitter.post("/jobs/" + id + "/savepoints", "", 202);
        submitter.post("/jobs/" + id + "/restart", "", 202);

        for (String list : List.of("/attempts", "/revisions", "/savepoints", "/events")) {
            String path = "/jobs/" + id + list;
            JsonNode all = submitter.get(path);
            assertThat(all.size()).as(list).isGreaterThan(1);
            assertThat(submitter.get(path + "?limit=1")).as(list).containsExactly(all.get(0));
            assertThat(submitter.send(HttpMethod.GET, path + "?limit=10001", "").getBody())
                    .contains("'limit' must be less than or equal to 10000.");
        }
        assertThat(submitter.get("/artifacts?limit=1")).hasSize(1);
    }

    /** Declares a job of which the submitter does not know whether Flink has it. */
    private static String declarePosted(String name, String key) {
        String id = body(declare(request(name, 1), key), 202).get("id").asString();
        assertThat(book().attempts().advance(job(id).attempt(), AttemptState.POSTING))
                .isTrue();
        return id;
    }

    /** Has another attempt of another revision run in the place of the present one. */
    private static boolean replace(Job job) {
        int revision = book().revisions().add(job, job.wanted().spec().at(9));
        book().jobs().want(job, Desired.RUNNING, revision, false);
        book().attempts().end(job.attempt(), AttemptState.STOPPED, null);
        book().attempts().insert(job.id(), 2, revision, Start.of(null, false), 0);
        return book().attempts().advance(job(job.id()).attempt(), AttemptState.POSTING);
    }

    private static void end(String id) {
        assertThat(book().attempts().end(job(id).attempt(), AttemptState.CANCELLED, null))
                .isTrue();
    }

    private static ResponseEntity<String> declare(String request, String key) {
        return submitter.calls().send(HttpMethod.POST, "/jobs", request, "Idempotency-Key", key);
    }

    private static String request(String name, int parallelism) {
        return "{\"name\":\"%s\",\"artifact\":\"%s\",\"parallelism\":%d}".formatted(name, jar, parallelism);
    }

    private static Book book() {
        return submitter.part(Book.class);
    }

    private static Job job(String id) {
        return book().jobs().job(id).orElseThrow();
    }

    private static JsonNode body(ResponseEntity<String> answer, int status) {
        assertThat(answer.getStatusCode().value()).as(answer.getBody()).isEqualTo(status);
        return JSON.readTree(String.valueOf(answer.getBody()));
    }
}

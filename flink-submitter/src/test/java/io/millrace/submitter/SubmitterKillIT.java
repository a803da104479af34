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
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

    private static final Asked START = new Asked(null, "", "RUNNING");
    private static final Asked RESCALE = new Asked("rescale", "{\"parallelism\":2}", "RUNNING");
    private static final Asked STOP = new Asked("stop", "", "STOPPED");
    private static final Asked CANCEL = new Asked("cancel", "", "CANCELLED");

    private static final List<Death> DEATHS = List.of(
            new Death("observed", START),
            new Death("before-upload", START),
            new Death("uploaded", START),
            new Death("posting-committed", START),
            new Death("run-answered", START),
            new Death("posted-committed", START),
            new Death("recorded", START),
            new Death("seen-committed", START),
            new Death("rescale-answered", RESCALE),
            new Death("trigger-committed", STOP),
            new Death("trigger-answered", STOP),
            new Death("recorded", STOP),
            new Death("cancel-answered", CANCEL));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @SuppressWarnings("NullAway.Init") // the test sets it
    private StandaloneCluster cluster;

    private int starts;

    /**
     * What is under way when it dies.
     *
     * @param command to a job that runs; absent where that is being declared
     * @param phase to which the next one brings the job
     */
    private record Asked(@Nullable String command, String body, String phase) {}

    private record Death(String point, Asked asked) {}

    @Test
    void diesHereAtEveryBoundaryThereIs() throws IOException {
        Pattern boundary = Pattern.compile("\\.reached\\(\"(.+?)\"\\)");
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/millrace/submitter/reconcile"))) {
            Set<String> boundaries = new TreeSet<>();
            for (Path file : files.toList()) {
                boundary.matcher(Files.readString(file)).results().forEach(found -> boundaries.add(found.group(1)));
            }
            assertThat(DEATHS).extracting(Death::point).hasSameElementsAs(boundaries);
        }
    }

    @Test
    void neitherDoublesNorForgetsAJobWhereverItIsKilled() throws Exception {
        TestJar.write(folder.resolve("sequence.jar"));
        try (StandaloneCluster flink = StandaloneCluster.start(folder, Map.of("jobmanager.scheduler", "adaptive"))) {
            cluster = flink;
            flink.awaitTaskManagers(1);
            SubmitterProcess submitter = start();
            try {
                for (Death death : DEATHS) {
                    die(submitter, death);
                    submitter.close();
                    submitter = start();
                    assertAsIfItHadLived(submitter, death);
                    submitter.http().deleteAll();
                }
            } finally {
                submitter.close();
            }
        }
    }

    /** Lets it die while it starts a job, or does something with one that runs. */
    private void die(SubmitterProcess submitter, Death death) throws Exception {
        String command = death.asked().command();
        if (command == null) {
            halt(death.point());
            lastWords(submitter, "/jobs", request(death));
        } else {
            String id = submitter.http().declare(request(death));
            submitter.http().awaitPhase(id, "RUNNING");
            halt(death.point());
            lastWords(submitter, "/jobs/" + id + "/" + command, death.asked().body());
        }
        assertThat(submitter.process().exitCode()).as("%s", death).isEqualTo(137);
        Files.delete(folder.resolve("halt"));
    }

    private void assertAsIfItHadLived(SubmitterProcess submitter, Death death) throws Exception {
        String phase = death.asked().phase();
        // A client that got no answer asks again.
        String id = declared(submitter, death);
        JsonNode job = submitter.http().awaitPhase(id, phase);
        assertThat(job.get("attempt").asInt()).as("%s", death).isEqualTo(1);
        boolean runs = phase.equals("RUNNING");
        assertThat(cluster.aliveJobs())
                .as("%s", death)
                .isEqualTo(runs ? Set.of(job.get("flinkJobId").asString()) : Set.of());
        await(death.toString())
                .atMost(Duration.ofSeconds(30))
                .until(() -> cluster.rest().get("/jars").get("files").isEmpty());
        if (phase.equals("STOPPED")) {
            assertThat(job.get("savepoint").asString()).as("%s", death).contains("savepoint-");
        }
        if (death.asked().equals(RESCALE)) {
            await(death.toString())
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> submitter
                                    .http()
                                    .get("/jobs/" + id)
                                    .get("attemptRevision")
                                    .asInt()
                            == 2);
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

    /** A job that was rescaled contradicts what is declared again, and is named in the refusal. */
    private String declared(SubmitterProcess submitter, Death death) {
        String body =
                submitter.http().send(HttpMethod.POST, "/jobs", request(death)).getBody();
        JsonNode answer = new JsonMapper().readTree(String.valueOf(body));
        return answer.path(answer.has("id") ? "id" : "job").asString();
    }

    private SubmitterProcess start() throws IOException {
        return SubmitterProcess.start(folder, ++starts, cluster.url());
    }

    private void halt(String point) throws IOException {
        Path file = Files.writeString(folder.resolve("halt.new"), point);
        Files.move(file, folder.resolve("halt"));
    }

    private String request(Death death) {
        return "{\"name\":\"%s\",\"artifact\":\"%s\"}".formatted(death.point(), folder.resolve("sequence.jar"));
    }
}

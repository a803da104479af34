package io.millrace.submitter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.submitter.testcluster.StandaloneCluster;
import io.millrace.submitter.testjob.TestJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClientException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Random commands to random jobs while the submitter is killed at random boundaries of its loop, on a cluster of JVMs: never
 * two live jobs for one intent, never a forgotten one. In each run one submitter is killed, and the next brings everything
 * to where it should be; {@code -Dmillrace.crash.runs} says how many runs, {@code -Dmillrace.crash.seed} which is the first.
 */
class RandomCrashIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int RUNS = Integer.getInteger("millrace.crash.runs", 8);
    private static final long SEED = Long.getLong("millrace.crash.seed", 1);
    private static final int BOUNDARIES = 25;
    private static final List<String> NAMES = List.of("a", "b");
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @SuppressWarnings("NullAway.Init") // the test sets it
    private StandaloneCluster cluster;

    private final Map<String, Set<String>> flinkJobs = new HashMap<>();
    private final Set<String> operations = new HashSet<>();
    private int starts;

    @Test
    void neverDoublesNorForgetsAJob() throws Exception {
        TestJar.write(folder.resolve("sequence.jar"));
        try (StandaloneCluster flink = StandaloneCluster.start(folder, Map.of())) {
            cluster = flink;
            flink.awaitTaskManagers(2);
            SubmitterProcess submitter = start();
            try {
                for (long seed = SEED; seed < SEED + RUNS; seed++) {
                    String run = "run " + seed;
                    declare(submitter);
                    die(submitter, new Random(seed), run);
                    submitter.close();
                    submitter = start();
                    SubmitterProcess next = submitter;
                    await("fixed point of " + run).atMost(PATIENCE).untilAsserted(() -> assertAsWanted(next, run));
                }
            } finally {
                submitter.close();
            }
        }
    }

    /** Asks for this and that until it is killed at a boundary, or after some time anyhow. */
    private void die(SubmitterProcess submitter, Random random, String run) throws Exception {
        Path halt = Files.writeString(folder.resolve("halt.new"), Integer.toString(1 + random.nextInt(BOUNDARIES)));
        Files.move(halt, folder.resolve("halt"));
        await("death in " + run).dontCatchUncaughtExceptions().atMost(PATIENCE).until(() -> {
            try {
                command(submitter, random);
                assertNoneTwice(submitter, run);
            } catch (RestClientException unanswered) {
                assertThat(unanswered).hasMessageMatching("I/O error.*|Error while extracting response.*");
            }
            return !submitter.process().isAlive();
        });
        assertThat(submitter.process().exitCode()).as(run).isEqualTo(137);
        Files.delete(folder.resolve("halt"));
    }

    /** Asks for something now and then; what is refused is as good as not asked. */
    private void command(SubmitterProcess submitter, Random random) {
        JsonNode jobs = submitter.http().get("/jobs");
        if (jobs.isEmpty() || random.nextInt(3) > 0) {
            return;
        }
        String job = "/jobs/" + jobs.get(random.nextInt(jobs.size())).get("id").asString();
        ResponseEntity<String> answer = switch (random.nextInt(10)) {
            case 0 -> post(submitter, job + "/stop", "");
            case 1, 2 -> post(submitter, job + "/restart", "");
            case 3 -> post(submitter, job + "/cancel", "");
            case 4 -> post(submitter, job + "/savepoints", "");
            case 5, 6 -> post(submitter, job + "/resume", "");
            case 7 -> post(submitter, job + "/rollback", "");
            case 8 -> post(submitter, job + "/rescale", "{\"parallelism\":%d}".formatted(1 + random.nextInt(2)));
            default -> submitter.http().send(HttpMethod.DELETE, job, "");
        };
        assertThat(answer.getStatusCode().value()).as(answer.getBody()).isIn(202, 404, 409);
        if (answer.getStatusCode().value() == 202) {
            operations.add(read(answer).get("id").asString());
        }
    }

    private static ResponseEntity<String> post(SubmitterProcess submitter, String path, String body) {
        return submitter.http().send(HttpMethod.POST, path, body);
    }

    /** Declares the jobs that are not there. */
    private void declare(SubmitterProcess submitter) {
        Set<String> there = submitter
                .http()
                .get("/jobs")
                .valueStream()
                .map(job -> job.get("name").asString())
                .collect(Collectors.toSet());
        NAMES.stream()
                .filter(name -> !there.contains(name))
                .forEach(name -> submitter.http().declare("""
                        {"name":"%s","artifact":"%s","parallelism":1,"upgrade":{"stableAfter":"PT0.5S","deadline":"PT30S"}}
                        """.formatted(name, folder.resolve("sequence.jar"))));
    }

    /** Never two live Flink jobs of one job. */
    private void assertNoneTwice(SubmitterProcess submitter, String run) throws IOException, InterruptedException {
        for (JsonNode job : submitter.http().get("/jobs")) {
            String id = job.get("id").asString();
            ResponseEntity<String> attempts = submitter.http().send(HttpMethod.GET, "/jobs/" + id + "/attempts", "");
            if (attempts.getStatusCode().is2xxSuccessful()) {
                Set<String> known = flinkJobs.computeIfAbsent(id, first -> new HashSet<>());
                read(attempts)
                        .forEach(attempt -> known.add(attempt.get("flinkJobId").asString()));
            }
        }
        Set<String> alive = cluster.aliveJobs();
        assertThat(flinkJobs.values())
                .as("live Flink jobs of one job, %s", run)
                .allSatisfy(ids -> assertThat(ids).filteredOn(alive::contains).hasSizeLessThan(2));
    }

    /** What runs is what should, nothing else does, and nothing is under way any more. */
    private void assertAsWanted(SubmitterProcess submitter, String run) throws IOException, InterruptedException {
        assertNoneTwice(submitter, run);
        Set<String> wanted = new HashSet<>();
        for (JsonNode job : submitter.http().get("/jobs")) {
            boolean runs = job.get("desired").asString().equals("RUNNING");
            assertThat(job.get("phase").asString())
                    .as("%s, %s", run, job)
                    .isIn(runs ? Set.of("RUNNING") : Set.of("STOPPED", "CANCELLED"));
            if (runs) {
                assertThat(job.get("attemptRevision")).as("%s, %s", run, job).isEqualTo(job.get("revision"));
                wanted.add(job.get("flinkJobId").asString());
            }
        }
        assertThat(cluster.aliveJobs()).as(run).isEqualTo(wanted);
        for (String operation : operations) {
            assertThat(submitter
                            .http()
                            .get("/operations/" + operation)
                            .get("state")
                            .asString())
                    .as("%s, %s", run, operation)
                    .isNotEqualTo("RUNNING");
        }
        assertThat(cluster.rest().get("/jars").get("files").isEmpty()).as(run).isTrue();
        operations.clear();
    }

    private SubmitterProcess start() throws IOException {
        return SubmitterProcess.start(folder, ++starts, cluster.url());
    }

    private static JsonNode read(ResponseEntity<String> answer) {
        return JSON.readTree(String.valueOf(answer.getBody()));
    }
}

package io.millrace.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.submitter.testcluster.LoopbackRest;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A job of a cluster, seen through Flink's REST API alone. */
record StandaloneJob(LoopbackRest rest, String id) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * Runs an uploaded jar and waits until all of its tasks run.
     *
     * @param savepoint what it goes on from, null to begin anew
     */
    static StandaloneJob run(
            LoopbackRest rest, String jar, int parallelism, @Nullable String savepoint, List<String> arguments)
            throws IOException, InterruptedException {
        ObjectNode request = new JsonMapper().createObjectNode().put("parallelism", parallelism);
        arguments.forEach(request.putArray("programArgsList")::add);
        if (savepoint != null) {
            request.put("savepointPath", savepoint);
        }
        StandaloneJob job = new StandaloneJob(
                rest, rest.post("/jars/" + jar + "/run", request).path("jobid").asString());
        job.awaitRunning(parallelism);
        return job;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return rest.get("/jobs/" + id + path);
    }

    /** Waits until the job is RUNNING with all tasks of all its vertices. */
    void awaitRunning(int parallelism) {
        await().atMost(PATIENCE).untilAsserted(() -> assertRunning(parallelism));
    }

    private void assertRunning(int parallelism) throws IOException, InterruptedException {
        JsonNode job = get("");
        assertThat(job.path("state").asString()).isEqualTo("RUNNING");
        assertThat(job.path("vertices").size()).isPositive();
        for (JsonNode vertex : job.path("vertices")) {
            // a vertex is called RUNNING as soon as one of its tasks is
            assertThat(vertex.at("/tasks/RUNNING").asInt())
                    .as("running tasks of %s", vertex.path("name"))
                    .isEqualTo(parallelism)
                    .isEqualTo(vertex.path("parallelism").asInt());
        }
    }

    /** How often Flink itself started the job again. */
    long restarts() throws IOException, InterruptedException {
        JsonNode metric = get("/metrics?get=numRestarts").path(0);
        assertThat(metric.path("id").asString()).isEqualTo("numRestarts");
        return Long.parseLong(metric.path("value").asString());
    }

    /** How often the readers of this attempt made a lost connection anew. */
    long reconnects() throws IOException, InterruptedException {
        long sum = 0;
        for (JsonNode vertex : get("").path("vertices")) {
            String path = "/vertices/" + vertex.path("id").asString() + "/subtasks/metrics";
            for (JsonNode metric : get(path)) {
                String name = metric.path("id").asString();
                if (name.startsWith("Source") && name.endsWith(".reconnects")) {
                    sum += get(path + "?agg=sum&get=" + URLEncoder.encode(name, UTF_8))
                            .path(0)
                            .path("sum")
                            .asLong();
                }
            }
        }
        return sum;
    }

    /** What the job was last restored from; empty if it never was. */
    String restoredFrom() throws IOException, InterruptedException {
        return get("/checkpoints").at("/latest/restored/external_path").asString("");
    }

    /** Stops the job with a savepoint and returns where that is. */
    String stop() throws IOException, InterruptedException {
        String trigger = rest.post("/jobs/" + id + "/stop", new JsonMapper().createObjectNode())
                .path("request-id")
                .asString();
        JsonNode done = await().atMost(PATIENCE)
                .until(
                        () -> get("/savepoints/" + trigger),
                        answer -> answer.at("/status/id").asString().equals("COMPLETED"));
        assertThat(done.at("/operation/location").asString("")).as("%s", done).isNotEmpty();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(get("").path("state").asString()).isEqualTo("FINISHED"));
        return done.at("/operation/location").asString();
    }

    /** Cancels the job, if it has not ended, and waits until it is gone. */
    void cancel() throws IOException, InterruptedException {
        List<String> ended = List.of("FINISHED", "CANCELED", "FAILED");
        if (!ended.contains(get("").path("state").asString())) {
            rest.patch("/jobs/" + id + "?mode=cancel");
            await().atMost(PATIENCE)
                    .until(() -> ended.contains(get("").path("state").asString()));
        }
    }
}

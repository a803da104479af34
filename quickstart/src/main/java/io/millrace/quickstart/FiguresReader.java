package io.millrace.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.quickstart.Figures.JobFigures;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Asks producer, consumer and Flink how far they are, each over its public HTTP surface. */
final class FiguresReader {

    private final JsonClient services;
    private final JsonClient flink = new JsonClient(null);
    private final QuickstartPorts ports;

    FiguresReader(QuickstartPorts ports, @Nullable String token) {
        this.ports = ports;
        this.services = new JsonClient(token);
    }

    Figures read() {
        return new Figures(
                number(ports.producer(), "/generation", "head"), number(ports.consumer(), "/feed", "received"), job());
    }

    private OptionalLong number(int port, String path, String field) {
        try {
            JsonNode value = services.get(address(port, path)).path(field);
            return value.canConvertToLong() ? OptionalLong.of(value.asLong()) : OptionalLong.empty();
        } catch (IOException unanswered) {
            // shown as absent; the next second asks again
            return OptionalLong.empty();
        }
    }

    private @Nullable JobFigures job() {
        try {
            String id = currentJob(get("/jobs/overview").path("jobs"));
            return id.isEmpty() ? null : job(id, get("/jobs/" + id));
        } catch (IOException unanswered) {
            return null;
        }
    }

    /** The job started last: those before it were stopped, or failed and were replaced. */
    private static String currentJob(JsonNode jobs) {
        String id = "";
        long started = Long.MIN_VALUE;
        for (JsonNode job : jobs) {
            if (job.path("start-time").asLong() > started) {
                started = job.path("start-time").asLong();
                id = job.path("jid").asString();
            }
        }
        return id;
    }

    private JobFigures job(String id, JsonNode job) throws IOException {
        int running = 0;
        int tasks = 0;
        long read = 0;
        for (JsonNode vertex : job.path("vertices")) {
            // a vertex is called RUNNING as soon as one of its tasks is
            running += vertex.path("tasks").path("RUNNING").asInt();
            tasks += vertex.path("parallelism").asInt();
            if (vertex.path("name").asString().startsWith("Source")) {
                read += emittedBySources(
                        "/jobs/" + id + "/vertices/" + vertex.path("id").asString() + "/subtasks/metrics");
            }
        }
        long checkpoints =
                get("/jobs/" + id + "/checkpoints").at("/counts/completed").asLong();
        return new JobFigures(job.path("state").asString(), running, tasks, read, checkpoints);
    }

    /** Flink counts nothing as read by a source vertex; what its source operator put out is what it read. */
    private long emittedBySources(String metrics) throws IOException {
        long emitted = 0;
        for (JsonNode metric : get(metrics)) {
            String name = metric.path("id").asString();
            if (name.startsWith("Source") && name.endsWith(".numRecordsOut")) {
                emitted += get(metrics + "?agg=sum&get=" + URLEncoder.encode(name, UTF_8))
                        .path(0)
                        .path("sum")
                        .asLong();
            }
        }
        return emitted;
    }

    private JsonNode get(String path) throws IOException {
        return flink.get(address(ports.flink(), path));
    }

    private static URI address(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }
}

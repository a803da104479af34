package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.InProcessFlink.Answer;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a simulated cluster answers over its REST API. */
final class SimulatedRest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Answer NOTHING = new Answer(200, "{}");
    private static final Answer NOT_FOUND = error(404, "not found");

    private final SimulatedFlink flink;

    SimulatedRest(SimulatedFlink flink) {
        this.flink = flink;
    }

    static Answer ok(Object body) {
        return new Answer(200, JSON.writeValueAsString(body));
    }

    static Answer error(int status, String words) {
        return new Answer(status, JSON.writeValueAsString(Map.of("errors", List.of(words))));
    }

    Answer answer(String method, String path, String body) throws IOException {
        String[] parts = path.substring(1).split("/");
        return switch (parts[0]) {
            case "overview" -> overview();
            case "jobmanager" -> configuration();
            case "config" ->
                ok(Map.of(
                        "flink-version",
                        "2.3.0",
                        "features",
                        Map.of("web-submit", true, "web-cancel", true, "web-rescale", flink.adaptive)));
            case "jars" -> jars(parts, body);
            case "savepoint-disposal" -> disposal(parts, body);
            case "jobs" -> parts[1].equals("overview") ? states() : job(method, parts, body);
            default -> NOT_FOUND;
        };
    }

    private Answer overview() {
        Map<String, Object> overview = new HashMap<>(Map.of("flink-version", "2.3.0"));
        for (String count : List.of(
                "taskmanagers", "slots-total", "jobs-running", "jobs-finished", "jobs-cancelled", "jobs-failed")) {
            overview.put(count, 0);
        }
        overview.put("slots-available", flink.slots ? 4 : 0);
        return ok(overview);
    }

    private Answer configuration() {
        return ok(List.of(
                Map.of("key", "web.tmpdir", "value", "/tmp/flink-web-" + flink.incarnation),
                Map.of("key", "jobmanager.scheduler", "value", flink.adaptive ? "adaptive" : "default")));
    }

    private Answer states() {
        if (flink.hideJobsFor > 0) {
            flink.hideJobsFor--;
            return ok(Map.of("jobs", List.of()));
        }
        return ok(Map.of(
                "jobs",
                flink.jobs.values().stream()
                        .map(job -> Map.of("jid", job.id, "state", job.state))
                        .toList()));
    }

    private Answer jars(String[] parts, String body) throws IOException {
        if (parts.length == 1) {
            return ok(Map.of("files", List.of()));
        }
        if (parts[1].equals("upload")) {
            return ok(Map.of("filename", "/uploads/a.jar"));
        }
        return parts.length == 3 ? flink.run(JSON.readTree(body)) : NOTHING;
    }

    private Answer disposal(String[] parts, String body) {
        if (parts.length == 1) {
            flink.states.remove(JSON.readTree(body).get("savepoint-path").asString());
            return ok(Map.of("request-id", "d"));
        }
        return ok(Map.of("status", Map.of("id", "COMPLETED"), "operation", Map.of()));
    }

    private Answer job(String method, String[] parts, String body) {
        SimulatedJob job = flink.jobs.get(parts[1]);
        if (job == null) {
            return NOT_FOUND;
        }
        if (parts.length == 2) {
            if (method.equals("PATCH")) {
                job.cancel();
                return NOTHING;
            }
            return details(job);
        }
        return switch (parts[2]) {
            case "checkpoints" -> parts.length == 4 ? settings() : checkpoints(job);
            case "exceptions" -> exceptions(job);
            case "metrics" -> ok(List.of(Map.of("id", "numRestarts", "value", Long.toString(job.restarts))));
            case "vertices" -> ok(List.of());
            case "savepoints" -> savepoints(job, parts, body);
            case "stop" -> savepoint(job, body, true);
            case "resource-requirements" -> requirements(job, method, body);
            default -> NOT_FOUND;
        };
    }

    private Answer details(SimulatedJob job) {
        String tasks = job.running() ? "RUNNING" : "SCHEDULED";
        return ok(Map.of(
                "jid",
                job.id,
                "state",
                job.state,
                "now",
                flink.now().toEpochMilli(),
                "start-time",
                0,
                "duration",
                0,
                "timestamps",
                Map.of("RESTARTING", job.restartedAt),
                "vertices",
                List.of(Map.of("id", "v", "parallelism", job.parallelism, "tasks", Map.of(tasks, job.parallelism)))));
    }

    private static Answer settings() {
        return ok(
                Map.of("interval", 4000, "externalization", Map.of("enabled", true, "delete_on_cancellation", false)));
    }

    private static Answer checkpoints(SimulatedJob job) {
        Map<String, Object> latest = new HashMap<>();
        latest.put("completed", written(job.checkpoint));
        latest.put("savepoint", written(job.savepoint));
        return ok(Map.of(
                "counts",
                Map.of("completed", 0, "failed", 0, "in_progress", 0, "restored", 0),
                "latest",
                latest,
                "history",
                List.of()));
    }

    private static @Nullable Object written(SimulatedJob.@Nullable Written state) {
        return state == null
                ? null
                : Map.of(
                        "id", state.number(),
                        "trigger_timestamp", state.triggeredAt().toEpochMilli(),
                        "latest_ack_timestamp", state.triggeredAt().toEpochMilli(),
                        "external_path", state.path());
    }

    private static Answer exceptions(SimulatedJob job) {
        List<Object> entries = job.failure == null
                ? List.of()
                : List.of(Map.of(
                        "timestamp",
                        job.restartedAt,
                        "exceptionName",
                        "java.lang.Exception",
                        "stacktrace",
                        job.failure));
        return ok(Map.of("exceptionHistory", Map.of("entries", entries)));
    }

    private Answer savepoints(SimulatedJob job, String[] parts, String body) {
        if (parts.length == 3) {
            return savepoint(job, body, false);
        }
        SimulatedSavepoint asked = job.triggers.get(parts[3]);
        if (asked == null) {
            return NOT_FOUND;
        }
        if (!asked.done()) {
            return ok(Map.of("status", Map.of("id", "IN_PROGRESS")));
        }
        Object operation = asked.failure != null
                ? Map.of("failure-cause", Map.of("stack-trace", asked.failure))
                : Map.of("location", String.valueOf(asked.path));
        return ok(Map.of("status", Map.of("id", "COMPLETED"), "operation", operation));
    }

    private Answer savepoint(SimulatedJob job, String body, boolean stop) {
        JsonNode request = JSON.readTree(body);
        flink.savepoint(job, request, stop);
        return new Answer(
                202,
                JSON.writeValueAsString(
                        Map.of("request-id", request.get("triggerId").asString())));
    }

    private Answer requirements(SimulatedJob job, String method, String body) {
        if (method.equals("PUT")) {
            job.parallelism = JSON.readTree(body)
                    .get("v")
                    .get("parallelism")
                    .get("upperBound")
                    .asInt();
            return NOTHING;
        }
        return ok(Map.of("v", Map.of("parallelism", Map.of("lowerBound", 1, "upperBound", job.parallelism))));
    }
}

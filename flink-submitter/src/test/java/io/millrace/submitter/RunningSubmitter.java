package io.millrace.submitter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The submitter on a free port, asked over HTTP. */
final class RunningSubmitter implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ConfigurableApplicationContext context;
    private final RestClient http;

    private RunningSubmitter(ConfigurableApplicationContext context) {
        this.context = context;
        var server = ((WebServerApplicationContext) context).getWebServer();
        if (server == null) {
            throw new IllegalStateException("no web server");
        }
        this.http = RestClient.builder()
                .baseUrl("http://127.0.0.1:" + server.getPort())
                .defaultStatusHandler(status -> true, (request, response) -> {})
                .build();
    }

    static RunningSubmitter start(Path folder, URI flink, String... further) {
        String[] arguments = new String[further.length + 6];
        arguments[0] = "--server.port=0";
        arguments[1] = "--millrace.submitter.flink-url=" + flink;
        arguments[2] = "--millrace.submitter.data-dir=" + folder.resolve("jobs");
        arguments[3] = "--millrace.submitter.checkpoint-dir=" + folder.resolve("checkpoints");
        arguments[4] = "--millrace.submitter.tick=200ms";
        arguments[5] = "--millrace.submitter.lost-after=1s";
        System.arraycopy(further, 0, arguments, 6, further.length);
        return new RunningSubmitter(SubmitterApplication.builder().run(arguments));
    }

    JsonNode get(String path) {
        return body(send(HttpMethod.GET, path, ""), 200);
    }

    JsonNode post(String path, String body, int status) {
        return body(send(HttpMethod.POST, path, body), status);
    }

    /** Deletes; answers the operation. */
    JsonNode delete(String path) {
        return body(send(HttpMethod.DELETE, path, ""), 202);
    }

    ResponseEntity<String> send(HttpMethod method, String path, String body) {
        var request = http.method(method).uri(path);
        if (!body.isEmpty()) {
            request.contentType(MediaType.APPLICATION_JSON).body(body);
        }
        return request.retrieve().toEntity(String.class);
    }

    /** Declares a job and answers its id. */
    String declare(String body) {
        return post("/jobs", body, 202).get("id").asString();
    }

    JsonNode awaitPhase(String id, String phase) {
        return Awaitility.await(phase)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> get("/jobs/" + id),
                        job -> job.get("phase").asString().equals(phase));
    }

    /** Asks for something and waits until it is done; answers the operation. */
    JsonNode done(String path, String body) {
        return doneOperation(post(path, body, 202));
    }

    JsonNode doneOperation(JsonNode operation) {
        String id = operation.get("id").asString();
        return Awaitility.await(operation.get("kind").asString())
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> get("/operations/" + id),
                        shown -> !shown.get("state").asString().equals("RUNNING"));
    }

    /** Changes a job; answers the operation. */
    JsonNode put(String id, String body, String ifMatch, int status) {
        return body(
                http.put()
                        .uri("/jobs/{id}", id)
                        .header("If-Match", ifMatch)
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(body)
                        .retrieve()
                        .toEntity(String.class),
                status);
    }

    private static JsonNode body(ResponseEntity<String> response, int status) {
        assertThat(response.getStatusCode().value()).as(response.getBody()).isEqualTo(status);
        return JSON.readTree(String.valueOf(response.getBody()));
    }

    @Override
    public void close() {
        context.close();
    }
}

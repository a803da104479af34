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
        String[] arguments = new String[further.length + 5];
        arguments[0] = "--server.port=0";
        arguments[1] = "--millrace.submitter.flink-url=" + flink;
        arguments[2] = "--millrace.submitter.data-dir=" + folder.resolve("jobs");
        arguments[3] = "--millrace.submitter.checkpoint-dir=" + folder.resolve("checkpoints");
        arguments[4] = "--millrace.submitter.tick=200ms";
        System.arraycopy(further, 0, arguments, 5, further.length);
        return new RunningSubmitter(SubmitterApplication.builder().run(arguments));
    }

    JsonNode get(String path) {
        return body(send(HttpMethod.GET, path, ""), 200);
    }

    JsonNode post(String path, String body, int status) {
        return body(send(HttpMethod.POST, path, body), status);
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

    private static JsonNode body(ResponseEntity<String> response, int status) {
        assertThat(response.getStatusCode().value()).as(response.getBody()).isEqualTo(status);
        return JSON.readTree(String.valueOf(response.getBody()));
    }

    @Override
    public void close() {
        context.close();
    }
}

package io.millrace.submitter;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls of the submitter's interface. */
public record SubmitterCalls(RestClient http) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    public static SubmitterCalls to(URI address) {
        return new SubmitterCalls(RestClient.builder()
                .baseUrl(address)
                .defaultStatusHandler(status -> true, (request, response) -> {})
                .build());
    }

    public JsonNode get(String path) {
        return body(send(HttpMethod.GET, path, ""), 200);
    }

    public JsonNode post(String path, String body, int status) {
        return body(send(HttpMethod.POST, path, body), status);
    }

    /** Deletes; answers the operation. */
    public JsonNode delete(String path) {
        return body(send(HttpMethod.DELETE, path, ""), 202);
    }

    /** Changes a job; answers the operation. */
    public JsonNode put(String id, String body, String ifMatch, int status) {
        return body(putting(id, body, ifMatch), status);
    }

    /** As {@link #put}, whatever is answered. */
    public ResponseEntity<String> putting(String id, String body, String ifMatch) {
        return send(HttpMethod.PUT, "/jobs/" + id, body, "If-Match", ifMatch);
    }

    /**
     * Sends anything and takes any answer that is in the committed interface.
     *
     * @param headers names and values in turn
     */
    public ResponseEntity<String> send(HttpMethod method, String path, String body, String... headers) {
        var request = http.method(method).uri(path);
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        if (!body.isEmpty()) {
            request.contentType(MediaType.APPLICATION_JSON).body(body);
        }
        ResponseEntity<String> response = request.retrieve().toEntity(String.class);
        Contract.check(method, path, response);
        return response;
    }

    /** Declares a job and answers its id. */
    public String declare(String body) {
        return post("/jobs", body, 202).get("id").asString();
    }

    public JsonNode awaitPhase(String id, String phase) {
        return Awaitility.await(phase)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> get("/jobs/" + id),
                        job -> job.get("phase").asString().equals(phase));
    }

    /** Asks for something and waits until it is done; answers the operation. */
    public JsonNode done(String path, String body) {
        return doneOperation(post(path, body, 202));
    }

    public JsonNode doneOperation(JsonNode operation) {
        String id = operation.get("id").asString();
        return Awaitility.await(operation.get("kind").asString())
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(
                        () -> get("/operations/" + id),
                        shown -> !shown.get("state").asString().equals("RUNNING"));
    }

    /** Cancels and forgets all jobs. */
    public void deleteAll() {
        for (JsonNode job : get("/jobs")) {
            send(HttpMethod.DELETE, "/jobs/" + job.get("id").asString(), "");
        }
        Awaitility.await("no job").atMost(PATIENCE).until(() -> get("/jobs").isEmpty());
    }

    private static JsonNode body(ResponseEntity<String> response, int status) {
        assertThat(response.getStatusCode().value()).as(response.getBody()).isEqualTo(status);
        return JSON.readTree(String.valueOf(response.getBody()));
    }
}

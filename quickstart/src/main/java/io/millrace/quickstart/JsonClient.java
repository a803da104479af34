package io.millrace.quickstart;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON which the services and Flink serve on this machine. */
final class JsonClient {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final JsonMapper json = new JsonMapper();
    private final @Nullable String token;

    /**
     * Creates a client.
     *
     * @param token the bearer token of the services, where they have one
     */
    JsonClient(@Nullable String token) {
        this.token = token;
    }

    /**
     * Gets a document.
     *
     * @throws IOException when nothing answers, or with another status than 200, or with what is not JSON
     */
    JsonNode get(URI address) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(TIMEOUT);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IOException(address + " answered with status " + response.statusCode());
            }
            return json.readTree(response.body());
        } catch (JacksonException unreadable) {
            throw new IOException(address + " answered with what is not JSON", unreadable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for " + address, interrupted);
        }
    }
}

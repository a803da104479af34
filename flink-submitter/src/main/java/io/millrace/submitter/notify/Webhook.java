package io.millrace.submitter.notify;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.submitter.store.Event;
import io.millrace.submitter.store.EventType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Somebody's address that is told of events: one {@code POST} each, with the event as JSON, and a header
 * {@code Idempotency-Key: millrace-event-<number>} by which a receiver tells a repetition.
 */
public final class Webhook {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final URI url;
    private final @Nullable Path tokenFile;
    private final Duration patience;
    private final JsonMapper json = new JsonMapper();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /**
     * @param tokenFile holds the bearer token; it is read for each event, so that a new one needs no restart
     * @throws IllegalArgumentException when the URL is not one of HTTP
     */
    public Webhook(URI url, @Nullable Path tokenFile) {
        this(url, tokenFile, PATIENCE);
    }

    /** @param patience how long an answer may take, the connection and the last byte of the body included */
    Webhook(URI url, @Nullable Path tokenFile, Duration patience) {
        if (url.getHost() == null || !String.valueOf(url.getScheme()).matches("https?")) {
            throw new IllegalArgumentException(
                    "millrace.submitter.webhook.url must be an address that begins with http:// or https://");
        }
        this.url = url;
        this.tokenFile = tokenFile;
        this.patience = patience;
    }

    /** Tells of an event; what comes of it is an answer in every case. */
    Answer tell(Event event) throws InterruptedException {
        CompletableFuture<HttpResponse<Void>> exchange;
        try {
            exchange = http.sendAsync(request(event), BodyHandlers.discarding());
        } catch (IOException unreadable) {
            return Answer.none("the token cannot be read: " + unreadable);
        }
        try {
            return Answer.of(
                    exchange.get(patience.toMillis(), TimeUnit.MILLISECONDS).statusCode());
        } catch (ExecutionException failure) {
            return Answer.none("no answer: " + failure.getCause());
        } catch (TimeoutException slow) {
            exchange.cancel(true);
            return Answer.none("no answer within " + patience.toMillis() + " ms");
        }
    }

    private HttpRequest request(Event event) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "millrace-event-" + event.number())
                .POST(BodyPublishers.ofByteArray(json.writeValueAsBytes(Notice.of(event))));
        if (tokenFile != null) {
            request.header("Authorization", "Bearer " + token(tokenFile));
        }
        return request.build();
    }

    private static String token(Path file) throws IOException {
        String token = Files.readString(file).strip();
        if (!token.matches("[!-~]+")) {
            throw new IOException(file + " does not hold one token");
        }
        return token;
    }

    /** Where it is, without what may be secret of its address. */
    @Override
    public String toString() {
        return url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    /**
     * What it said.
     *
     * @param status of the response; 0 when there was none
     */
    record Answer(int status, String words) {

        private static final int REQUEST_TIMEOUT = 408;
        private static final int TOO_EARLY = 425;
        private static final int TOO_MANY_REQUESTS = 429;

        static Answer of(int status) {
            return new Answer(status, "it answered " + status);
        }

        static Answer none(String why) {
            return new Answer(0, why);
        }

        boolean taken() {
            return status / 100 == 2;
        }

        /** Whether it will never take this event. */
        boolean refused() {
            return status / 100 == 4 && status != REQUEST_TIMEOUT && status != TOO_EARLY && status != TOO_MANY_REQUESTS;
        }
    }

    /** An event as the webhook reads it; what does not apply is absent. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Notice(
            long number,
            EventType type,
            @Nullable String job,
            @Nullable String jobId,
            @Nullable Integer attempt,
            String detail,
            Instant at) {

        static Notice of(Event event) {
            return new Notice(
                    event.number(),
                    event.type(),
                    event.job(),
                    event.jobId(),
                    event.attempt(),
                    event.detail(),
                    event.at());
        }
    }
}

package io.millrace.analytics.sink;

import io.millrace.analytics.settings.StreamToken;
import io.millrace.stream.client.ClientTls;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** POSTs batches. The token is read anew for each, so that it can be changed while the job runs. */
final class ResultPoster implements AutoCloseable {
    private final URI url;
    private final StreamToken token;
    private final Duration patience;
    private final ExecutorService threads;
    private final HttpClient client;

    /**
     * Posts to a URL.
     *
     * @param tls whose CAs to trust; null for those of the JVM
     * @param patience how long to wait for an answer, from the connection to the end of its body
     */
    ResultPoster(URI url, StreamToken token, @Nullable ClientTls tls, Duration patience) {
        this.url = url;
        this.token = token;
        this.patience = patience;
        this.threads = Executors.newFixedThreadPool(1, work -> {
            Thread thread = new Thread(work, "millrace-results-http");
            thread.setDaemon(true);
            return thread;
        });
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(patience)
                .executor(threads);
        this.client = tls == null
                ? builder.build()
                : builder.sslContext(tls.context()).build();
    }

    URI url() {
        return url;
    }

    /** Sends lines of NDJSON. What it returns never fails. */
    CompletableFuture<Answer> post(byte[] ndjson) {
        CompletableFuture<HttpResponse<String>> exchange;
        try {
            exchange = client.sendAsync(request(ndjson), head -> new Excerpt());
        } catch (RuntimeException e) {
            // No readable token file, or no usable token: as temporary as a service that is away.
            return CompletableFuture.completedFuture(Answer.failed(e));
        }
        // A timeout of the request itself would end when the head of the answer is there.
        return exchange.copy()
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(response -> Answer.of(response.statusCode(), response.body()))
                .exceptionally(failure -> {
                    exchange.cancel(true);
                    return Answer.failed(cause(failure));
                });
    }

    private HttpRequest request(byte[] ndjson) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/x-ndjson")
                .header("Accept", "application/json, application/problem+json")
                .POST(BodyPublishers.ofByteArray(ndjson));
        String shown = token.read();
        if (shown != null) {
            if (!shown.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
                // The client's own complaint would show the token.
                throw new IllegalStateException("the token is not one word of ASCII characters");
            }
            request.header("Authorization", "Bearer " + shown);
        }
        return request.build();
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause == null ? failure : cause;
    }

    /** Waits for nothing: what has no answer yet is in the last checkpoint. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}

package io.millrace.submitter.notify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A webhook's other end: answers the given statuses in turn, then 204. */
final class WebhookServer implements AutoCloseable {

    /** What it was told. */
    record Told(
            String method,
            String path,
            @Nullable String type,
            @Nullable String key,
            @Nullable String authorization,
            String body) {}

    private final HttpServer server;
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final List<Told> told = new CopyOnWriteArrayList<>();

    private WebhookServer(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    static WebhookServer start() throws IOException {
        return new WebhookServer(0);
    }

    /** One where another one was. */
    static WebhookServer startAt(URI url) throws IOException {
        return new WebhookServer(url.getPort());
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook?key=secret");
    }

    WebhookServer answering(Integer... next) {
        statuses.addAll(List.of(next));
        return this;
    }

    List<Told> told() {
        return told;
    }

    List<String> keys() {
        return told.stream().map(Told::key).map(String::valueOf).toList();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            told.add(new Told(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers.getFirst("Content-Type"),
                    headers.getFirst("Idempotency-Key"),
                    headers.getFirst("Authorization"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            Integer status = statuses.poll();
            exchange.sendResponseHeaders(status == null ? 204 : status, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

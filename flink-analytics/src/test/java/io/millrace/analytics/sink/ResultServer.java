package io.millrace.analytics.sink;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Takes results over HTTP as the consumer does, or in one of the ways in which a service fails. */
public final class ResultServer implements Closeable {
    /** What the server does with a request. */
    @FunctionalInterface
    public interface Behaviour {
        void serve(Request request) throws IOException, InterruptedException;
    }

    /** A request: its lines, and what can become of them. */
    public final class Request {
        private final HttpExchange exchange;
        private final List<String> lines;

        private Request(HttpExchange exchange) throws IOException {
            this.exchange = exchange;
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            this.lines = body.lines().toList();
        }

        List<String> lines() {
            return lines;
        }

        @Nullable
        String header(String name) {
            return exchange.getRequestHeaders().getFirst(name);
        }

        /** Keeps the lines. */
        Request take() {
            taken.addAll(lines);
            return this;
        }

        void answer(int status, String body) throws IOException {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        }

        /** Sends the beginning of an answer. */
        void answerInPart() throws IOException {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
        }

        /** Closes the connection without an answer. */
        void dropAnswer() {
            exchange.close();
        }
    }

    /** Takes everything. */
    public static final Behaviour TAKING = request -> request.take().answer(200, "{}");

    /** Takes nothing, for now. */
    public static final Behaviour UNAVAILABLE = request -> request.answer(503, "");

    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "result-server");
        thread.setDaemon(true);
        return thread;
    });
    private final List<String> taken = new CopyOnWriteArrayList<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final String scheme;
    private volatile Behaviour behaviour;

    private ResultServer(HttpServer server, String scheme, Behaviour behaviour) {
        this.server = server;
        this.scheme = scheme;
        this.behaviour = behaviour;
        server.createContext("/results", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    /** Starts a server on a free port of this machine. */
    public static ResultServer start(Behaviour behaviour) throws IOException {
        return startOn(0, behaviour);
    }

    /** Starts a server on a port of this machine. */
    public static ResultServer startOn(int port, Behaviour behaviour) throws IOException {
        return new ResultServer(HttpServer.create(address(port), 0), "http", behaviour);
    }

    static ResultServer startEncrypted(SSLContext tls, Behaviour behaviour) throws IOException {
        HttpsServer server = HttpsServer.create(address(0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new ResultServer(server, "https", behaviour);
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Where it takes results. */
    public URI url() {
        return URI.create(scheme + "://localhost:" + port() + "/results");
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Serves further requests in another way. */
    public void behave(Behaviour another) {
        behaviour = another;
    }

    /** The lines it took, in the order in which they came. */
    public List<String> taken() {
        return taken;
    }

    List<Request> requests() {
        return requests;
    }

    @SuppressWarnings("try") // The exchange is closed by what is done with the request.
    private void serve(HttpExchange exchange) throws IOException {
        Request request = new Request(exchange);
        requests.add(request);
        try {
            behaviour.serve(request);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops at once, with all its connections. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}

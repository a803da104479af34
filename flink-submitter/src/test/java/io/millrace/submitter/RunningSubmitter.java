package io.millrace.submitter;

import java.net.URI;
import java.nio.file.Path;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/** The submitter in this JVM on a free port, asked over HTTP. */
public final class RunningSubmitter implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final SubmitterCalls calls;

    private RunningSubmitter(ConfigurableApplicationContext context) {
        this.context = context;
        var server = ((WebServerApplicationContext) context).getWebServer();
        if (server == null) {
            throw new IllegalStateException("no web server");
        }
        this.calls = SubmitterCalls.to(URI.create("http://127.0.0.1:" + server.getPort()));
    }

    public static RunningSubmitter start(Path folder, URI flink, String... further) {
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

    /** A part of it. */
    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /** Its interface. */
    public SubmitterCalls calls() {
        return calls;
    }

    public JsonNode get(String path) {
        return calls.get(path);
    }

    public JsonNode post(String path, String body, int status) {
        return calls.post(path, body, status);
    }

    public ResponseEntity<String> send(HttpMethod method, String path, String body) {
        return calls.send(method, path, body);
    }

    public String declare(String body) {
        return calls.declare(body);
    }

    public JsonNode awaitPhase(String id, String phase) {
        return calls.awaitPhase(id, phase);
    }

    @Override
    public void close() {
        context.close();
    }
}

package io.millrace.submitter;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/** The submitter in this JVM on a free port, asked over HTTP. */
public final class RunningSubmitter implements AutoCloseable {

    private final ConfigurableApplicationContext context;
    private final URI url;
    private final SubmitterCalls calls;

    private RunningSubmitter(ConfigurableApplicationContext context) {
        this.context = context;
        var server = ((WebServerApplicationContext) context).getWebServer();
        if (server == null) {
            throw new IllegalStateException("no web server");
        }
        this.url = URI.create("http://127.0.0.1:" + server.getPort());
        this.calls = SubmitterCalls.to(url);
    }

    /**
     * Starts one; its files lie in the folder.
     *
     * @param further settings, which go before its own
     */
    public static RunningSubmitter start(Path folder, URI flink, String... further) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("--server.port", "0");
        settings.put("--millrace.submitter.flink-url", flink.toString());
        settings.put("--millrace.submitter.data-dir", folder.resolve("jobs").toString());
        settings.put(
                "--millrace.submitter.checkpoint-dir",
                folder.resolve("checkpoints").toString());
        settings.put("--millrace.submitter.tick", "200ms");
        settings.put("--millrace.submitter.lost-after", "1s");
        for (String setting : further) {
            int end = setting.indexOf('=');
            settings.put(setting.substring(0, end), setting.substring(end + 1));
        }
        String[] arguments = settings.entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        return new RunningSubmitter(SubmitterApplication.builder().run(arguments));
    }

    /** Where it answers. */
    public URI url() {
        return url;
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

package io.millrace.producer;

import static org.awaitility.Awaitility.await;

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A producer in a JVM of its own, to be ended in good order or by kill -9. */
final class ProducerProcess implements AutoCloseable {
    private static final Pattern HTTP = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Pattern STREAM = Pattern.compile("Streaming on 127\\.0\\.0\\.1:(\\d+)");

    private final Process process;
    private final Path log;
    private final HttpClient http = HttpClient.newHttpClient();

    private ProducerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a producer on a journal; ports are free ones unless the settings say otherwise. */
    static ProducerProcess start(List<String> wrapper, Path folder, String... settings) throws IOException {
        Path log = Files.createTempFile(folder, "producer", ".log");
        List<String> command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ProducerApplication.class.getName(),
                "--server.port=0",
                "--millrace.stream.port=0",
                "--millrace.journal.folder=" + folder.resolve("journal")));
        command.addAll(List.of(settings));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        ProducerProcess producer = new ProducerProcess(process, log);
        try {
            await().atMost(Duration.ofMinutes(2)).until(producer::isUp);
        } catch (RuntimeException e) {
            producer.close();
            throw e;
        }
        return producer;
    }

    private boolean isUp() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("the producer ended: " + output());
        }
        return HTTP.matcher(output()).find() && STREAM.matcher(output()).find();
    }

    int streamPort() throws IOException {
        return find(STREAM);
    }

    private int find(Pattern pattern) throws IOException {
        Matcher matcher = pattern.matcher(output());
        if (!matcher.find()) {
            throw new IllegalStateException(pattern + " is not in " + output());
        }
        return Integer.parseInt(matcher.group(1));
    }

    String output() throws IOException {
        return Files.readString(log);
    }

    String call(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + find(HTTP) + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build();
        HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    /** Ends it as a power cut would. */
    void kill() throws InterruptedException {
        close();
        process.waitFor();
    }

    /** Ends it with SIGTERM and returns its exit code. */
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the producer does not end after SIGTERM");
        }
        return process.exitValue();
    }

    /** Ends a wrapper's child too, which would live on. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}

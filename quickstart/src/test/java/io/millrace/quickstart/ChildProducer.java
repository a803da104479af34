package io.millrace.quickstart;

import io.millrace.submitter.testcluster.ChildProcess;
import io.millrace.submitter.testcluster.LoopbackRest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The producer in a JVM of its own, on a journal and on free ports: another start on the journal has others. */
final class ChildProducer implements AutoCloseable {
    private static final Pattern HTTP = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Pattern STREAM = Pattern.compile("Streaming on 127\\.0\\.0\\.1:(\\d+)");

    private final ChildProcess process;
    private final int streamPort;
    private final LoopbackRest rest;

    private ChildProducer(ChildProcess process) {
        this.process = process;
        this.streamPort = process.awaitNumber(STREAM);
        this.rest = new LoopbackRest(process.awaitNumber(HTTP));
    }

    /**
     * Starts a producer and waits until it serves.
     *
     * @param folder for its journal and its output
     * @param settings further ones, such as {@code --millrace.generator.events-per-second=100}
     */
    static ChildProducer start(Path folder, String... settings) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                "io.millrace.producer.ProducerApplication",
                // on this class path for the submitter
                "--spring.autoconfigure.exclude="
                        + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
                        + "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
                "--server.port=0",
                "--millrace.stream.port=0",
                "--millrace.journal.folder=" + folder.resolve("journal")));
        arguments.addAll(List.of(settings));
        ChildProcess process = ChildProcess.java(Files.createTempFile(folder, "producer", ".log"), arguments);
        try {
            return new ChildProducer(process);
        } catch (RuntimeException | AssertionError e) {
            process.close();
            throw e;
        }
    }

    int streamPort() {
        return streamPort;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void startGeneration() throws IOException, InterruptedException {
        rest.post("/generation/start");
    }

    void stopGeneration() throws IOException, InterruptedException {
        rest.post("/generation/stop");
    }

    /** How many events there are. */
    long head() throws IOException, InterruptedException {
        return rest.get("/generation").path("head").asLong();
    }

    /** All commands so far, one JSON object a line. */
    String journal() throws IOException, InterruptedException {
        return rest.text("/generation/journal");
    }

    /** See {@link ChildProcess#kill}. */
    int kill() throws InterruptedException {
        return process.kill();
    }

    /** See {@link ChildProcess#terminate}. */
    int terminate() throws InterruptedException {
        return process.terminate();
    }

    @Override
    public void close() {
        process.close();
    }
}

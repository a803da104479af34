package io.millrace.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Quickstart in a JVM of its own, from the jar the build made, on free ports. */
final class RunningQuickstart implements AutoCloseable {

    /** Generous: the machines which run the tests are small and busy. */
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Process process;
    private final QuickstartPorts ports;
    private final List<String> output = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private RunningQuickstart(Process process, QuickstartPorts ports) {
        this.process = process;
        this.ports = ports;
        this.reader = new Thread(this::collect, "quickstart-output");
        reader.start();
    }

    static RunningQuickstart start(Path data, QuickstartPorts ports, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-jar",
                Path.of("target", "quickstart.jar").toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment(data, ports));
        return new RunningQuickstart(builder.start(), ports);
    }

    /** Five ports which were free a moment ago. */
    static QuickstartPorts freePorts() throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Integer> free =
                    sockets.stream().map(ServerSocket::getLocalPort).toList();
            return new QuickstartPorts(free.get(0), free.get(1), free.get(2), free.get(3), free.get(4));
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    QuickstartPorts ports() {
        return ports;
    }

    List<String> output() {
        return output;
    }

    void awaitLine(String beginning) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(process.isAlive() || contains(beginning))
                    .as("still alive; its output: %s", output)
                    .isTrue();
            assertThat(output).anyMatch(line -> line.startsWith(beginning));
        });
    }

    private boolean contains(String beginning) {
        return output.stream().anyMatch(line -> line.startsWith(beginning));
    }

    JsonNode get(int port, String path) throws IOException {
        return new JsonClient(null).get(URI.create("http://127.0.0.1:" + port + path));
    }

    /** Sends SIGTERM, as {@code kill} does, and returns the exit code. */
    int terminate() throws InterruptedException {
        // not Process.destroy, which also closes the pipe of the output
        process.toHandle().destroy();
        return exitCode();
    }

    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("ended; its output: %s", output)
                .isTrue();
        reader.join();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void collect() {
        try (BufferedReader lines = process.inputReader(UTF_8)) {
            lines.lines().forEach(output::add);
        } catch (IOException | UncheckedIOException ended) {
            output.add("(" + Objects.toString(ended.getMessage()) + ")");
        }
    }

    private static Map<String, String> environment(Path data, QuickstartPorts ports) {
        return Map.of(
                "MILLRACE_QUICKSTART_DATA", data.toString(),
                "MILLRACE_QUICKSTART_STREAM_PORT", Integer.toString(ports.stream()),
                "MILLRACE_QUICKSTART_SUBMITTER_PORT", Integer.toString(ports.submitter()),
                "MILLRACE_QUICKSTART_FLINK_PORT", Integer.toString(ports.flink()),
                "MILLRACE_QUICKSTART_PRODUCER_PORT", Integer.toString(ports.producer()),
                "MILLRACE_QUICKSTART_CONSUMER_PORT", Integer.toString(ports.consumer()));
    }
}

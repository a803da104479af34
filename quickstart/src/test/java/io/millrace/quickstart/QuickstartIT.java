package io.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole way from one command, as its user sees it. */
class QuickstartIT {

    private static final String RUNNING = "The job is RUNNING with all ";

    @TempDir
    Path data;

    @Test
    void stopsWithExitCodeZeroAndGoesOnWithTheSameStreamAndTheJobFromItsLastCheckpoint() throws Exception {
        QuickstartPorts ports = RunningQuickstart.freePorts();
        String stream;
        long head;
        try (RunningQuickstart first = RunningQuickstart.start(data, ports, "--rate", "500")) {
            first.awaitLine(RUNNING);
            assertPlainReaderGetsEvents(ports);
            awaitCheckpoint(first);
            stream = generation(first).path("stream").asString();
            head = generation(first).path("head").asLong();
            assertThat(first.terminate()).isZero();
            assertThat(first.output()).last().isEqualTo("Stopped; the next start goes on from here.");
        }

        try (RunningQuickstart second = RunningQuickstart.start(data, ports)) {
            second.awaitLine(RUNNING);
            JsonNode generation = generation(second);
            assertThat(generation.path("stream").asString()).isEqualTo(stream);
            assertThat(generation.path("head").asLong()).isGreaterThanOrEqualTo(head);
            assertThat(generation.path("eventsPerSecond").asLong()).isEqualTo(500);
            Path restored = Path.of(URI.create(restoredFrom(second)));
            assertThat(restored).startsWithRaw(EmbeddedFlink.checkpoints(new StateFolders(data).flink()));
            assertThat(restored.getFileName().toString()).startsWith("chk-");
            assertThat(second.terminate()).isZero();
        }
    }

    @Test
    void startsEverythingButAJobWhenAskedTo() throws Exception {
        QuickstartPorts ports = RunningQuickstart.freePorts();
        try (RunningQuickstart started = RunningQuickstart.start(data, ports, "--no-job")) {
            started.awaitLine("produced ");
            assertThat(started.output())
                    .anyMatch(line -> line.endsWith("| no job"))
                    .noneMatch(line -> line.contains(" INFO ") || line.contains("org.apache.flink"));
            assertThat(data.resolve("logs").resolve("quickstart.log"))
                    .content()
                    .contains("INFO  [main] ", "org.apache.flink");
            assertThat(started.get(ports.submitter(), "/jobs")).isEmpty();
            assertThat(started.terminate()).isZero();
        }
    }

    private static void assertPlainReaderGetsEvents(QuickstartPorts ports) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ports.stream());
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            JsonNode event = new JsonMapper().readTree(lines.readLine());
            assertThat(event.propertyNames()).startsWith("timestamp", "level", "source", "message");
        }
    }

    private static void awaitCheckpoint(RunningQuickstart quickstart) {
        await().atMost(RunningQuickstart.PATIENCE)
                .untilAsserted(() -> assertThat(
                                checkpoints(quickstart).at("/counts/completed").asInt())
                        .isPositive());
    }

    /** Flink answers with what it knew up to three seconds ago. */
    private static String restoredFrom(RunningQuickstart quickstart) {
        return await().atMost(RunningQuickstart.PATIENCE)
                .until(
                        () -> checkpoints(quickstart)
                                .at("/latest/restored/external_path")
                                .asString(""),
                        path -> !path.isEmpty());
    }

    private static JsonNode checkpoints(RunningQuickstart quickstart) throws IOException {
        int flink = quickstart.ports().flink();
        String job = quickstart.get(flink, "/jobs/overview").at("/jobs/0/jid").asString();
        return quickstart.get(flink, "/jobs/" + job + "/checkpoints");
    }

    private static JsonNode generation(RunningQuickstart quickstart) throws IOException {
        return quickstart.get(quickstart.ports().producer(), "/generation");
    }
}

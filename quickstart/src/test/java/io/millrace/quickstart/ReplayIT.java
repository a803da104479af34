package io.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A recording read once through the whole pipeline: what the results count must add up to what was recorded. */
class ReplayIT {

    private static final int EVENTS = 600;
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    @Test
    void countsOfARecordingAddUpAndASecondReplayStartsAnew() throws Exception {
        Path recording = recording();
        Path data = folder.resolve("data");
        for (int run = 0; run < 2; run++) {
            QuickstartPorts ports = RunningQuickstart.freePorts();
            try (RunningQuickstart replay =
                    RunningQuickstart.start(data, ports, "--replay", recording.toString(), "--rate", "200")) {
                replay.awaitLine("The job is RUNNING with all ");
                Path results = new StateFolders(data).ofReplay().results();
                await().atMost(RunningQuickstart.PATIENCE)
                        .untilAsserted(() -> assertThat(counted(results))
                                .containsEntry("total=all", (long) EVENTS)
                                .containsEntry("dead-letter=", 1L));
                assertThat(counted(results))
                        .containsEntry("level=Information", EVENTS * 2L / 3)
                        .containsEntry("level=Warning", EVENTS / 3L)
                        .containsEntry("source=Security", (long) EVENTS)
                        .containsEntry("eventId=4624", EVENTS * 2L / 3)
                        .containsEntry("eventId=4625", EVENTS / 3L)
                        .containsEntry("computer=WS-0", EVENTS / 2L)
                        .containsEntry("computer=WS-1", EVENTS / 2L);
                await().atMost(RunningQuickstart.PATIENCE).untilAsserted(() -> {
                    assertThat(consumerCounted(replay)).isEqualTo(EVENTS);
                    assertThat(replay.get(ports.consumer(), "/results?kind=dead-letter"))
                            .hasSize(1);
                });
                assertThat(replay.terminate()).isZero();
            }
        }
        assertThat(new StateFolders(data).journal()).doesNotExist();
    }

    /** The events which the consumer was told of by the job. */
    private static long consumerCounted(RunningQuickstart quickstart) throws IOException {
        return quickstart
                .get(quickstart.ports().consumer(), "/results/windows?dimension=total&limit=10000")
                .valueStream()
                .mapToLong(result -> result.path("count").asLong())
                .sum();
    }

    private Path recording() throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            boolean failed = i % 3 == 0;
            lines.add(("{\"timestamp\":\"2021-03-04T05:06:07Z\",\"level\":\"%s\",\"source\":\"Security\","
                            + "\"message\":\"event %d\",\"eventId\":%d,\"computer\":\"WS-%d\"}")
                    .formatted(failed ? "Warning" : "Information", i, failed ? 4625 : 4624, i % 2));
        }
        lines.add(EVENTS / 2, "{\"timestamp\":\"2021-03-04T05:06:07Z\",\"level\":");
        return Files.write(folder.resolve("recording.ndjson"), lines);
    }

    /** Sums of the distinct results: counts by {@code dimension=key}, and how many dead letters there are. */
    private static Map<String, Long> counted(Path results) throws IOException {
        Map<String, JsonNode> byId = new HashMap<>();
        if (Files.isDirectory(results)) {
            try (Stream<Path> files = Files.walk(results)) {
                for (Path file : files.filter(ReplayIT::isResult).toList()) {
                    for (String line : Files.readAllLines(file)) {
                        JsonNode result = JSON.readTree(line);
                        byId.put(result.path("id").asString(), result);
                    }
                }
            }
        }
        Map<String, Long> counts = new HashMap<>();
        byId.values().forEach(result -> {
            boolean count = result.path("kind").asString().equals("count");
            String key = count
                    ? result.path("dimension").asString() + "="
                            + result.path("key").asString()
                    : result.path("kind").asString() + "=";
            counts.merge(key, count ? result.path("count").asLong() : 1L, Long::sum);
        });
        return counts;
    }

    /** Part files which are not finished yet have names that begin with a dot. */
    private static boolean isResult(Path file) {
        return Files.isRegularFile(file) && !file.getFileName().toString().startsWith(".");
    }
}

package io.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording read once through the whole pipeline: what the results count must add up to what was recorded. */
class ReplayIT {

    private static final int EVENTS = 600;

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
                await().atMost(RunningQuickstart.PATIENCE).untilAsserted(() -> assertAddsUp(ResultLines.of(results)));
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

    private static void assertAddsUp(ResultLines results) {
        assertThat(results.distinctIds()).as("no result is there twice").isEqualTo(results.size());
        assertThat(results.ofKind("dead-letter").size()).isEqualTo(1);
        ResultLines counts = results.ofKind("count");
        assertThat(counts.sums("total")).isEqualTo(Map.of("all", (long) EVENTS));
        assertThat(counts.sums("level")).isEqualTo(Map.of("Information", EVENTS * 2L / 3, "Warning", EVENTS / 3L));
        assertThat(counts.sums("source")).isEqualTo(Map.of("Security", (long) EVENTS));
        assertThat(counts.sums("eventId")).isEqualTo(Map.of("4624", EVENTS * 2L / 3, "4625", EVENTS / 3L));
        assertThat(counts.sums("computer")).isEqualTo(Map.of("WS-0", EVENTS / 2L, "WS-1", EVENTS / 2L));
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
}

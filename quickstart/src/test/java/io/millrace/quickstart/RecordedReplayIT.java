package io.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Real recorded events, all the way: what the results count equals what is in the files. */
class RecordedReplayIT {
    private static final Path RECORDED =
            Path.of(System.getProperty("millrace.recorded-events", "../../shared/data/windows-events"));

    @TempDir
    private Path data;

    @Test
    void countsOfAllRecordedEventsEqualThoseOfTheFiles() throws Exception {
        assumeTrue(Files.isDirectory(RECORDED), "recorded events are not at " + RECORDED + ": nothing to replay");
        JsonNode files = new JsonMapper()
                .readTree(Files.readString(RECORDED.resolve("counts.json")))
                .path("files");
        QuickstartPorts ports = RunningQuickstart.freePorts();
        try (RunningQuickstart replay = RunningQuickstart.start(
                data, ports, "--replay", RECORDED.toAbsolutePath().toString())) {
            Path results = new StateFolders(data).ofReplay().results();
            long lines = sum(files, "lines");
            await().atMost(RunningQuickstart.PATIENCE)
                    .untilAsserted(() -> assertThat(accountedFor(results)).isEqualTo(lines));
            assertThat(replay.get(ports.producer(), "/generation").path("head").asLong())
                    .as("events sent")
                    .isEqualTo(lines);
            await().atMost(RunningQuickstart.PATIENCE)
                    .untilAsserted(() -> assertThat(replay.get(ports.consumer(), "/feed")
                                    .path("received")
                                    .asLong())
                            .as("events the consumer received")
                            .isEqualTo(lines));
            // the files of a checkpoint appear one after the other
            await().atMost(RunningQuickstart.PATIENCE)
                    .untilAsserted(() -> assertResults(ResultLines.of(results), files, lines));
            assertThat(replay.terminate()).isZero();
            assertResults(ResultLines.of(results), files, lines);
        }
    }

    private static void assertResults(ResultLines results, JsonNode files, long lines) {
        assertThat(results.distinctIds()).as("no result is there twice").isEqualTo(results.size());
        assertThat(results.ofKind("dead-letter").size()).isZero();
        assertThat(results.ofKind("late").size())
                .as("no event of a replay in arrival time is late")
                .isZero();
        ResultLines counts = results.ofKind("count");
        assertThat(counts.sums("total").values()).containsExactly(lines);
        assertThat(counts.sums("source")).isEqualTo(expected(files, "channel"));
        assertThat(counts.sums("level")).isEqualTo(expected(files, "level"));
        assertThat(counts.sums("eventId")).isEqualTo(expected(files, "event_id"));
        assertThat(counts.sums("provider")).isEqualTo(expected(files, "provider"));
        assertThat(counts.sums("computer")).isEqualTo(expected(files, "computer"));
    }

    /** Counts, late events and dead letters. */
    private static long accountedFor(Path folder) throws IOException {
        ResultLines results = ResultLines.of(folder);
        long counted = results.ofKind("count").sums("total").values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return counted
                + results.ofKind("late").size()
                + results.ofKind("dead-letter").size();
    }

    private static long sum(JsonNode files, String member) {
        return files.values().stream()
                .mapToLong(file -> file.path(member).asLong())
                .sum();
    }

    private static Map<String, Long> expected(JsonNode files, String member) {
        Map<String, Long> sums = new TreeMap<>();
        for (JsonNode file : files.values()) {
            file.path(member).properties().forEach(entry -> {
                String key = Objects.equals(entry.getKey(), "None") ? "absent" : entry.getKey();
                sums.merge(key, entry.getValue().asLong(), Long::sum);
            });
        }
        return sums;
    }
}

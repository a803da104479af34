package io.millrace.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.millrace.stream.result.Result;
import io.millrace.stream.result.ResultJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the job tells of the recorded events of all formats. Its counts are recounted from the plain JSON; all of its results
 * are those which {@code recorded-results.txt} holds, by their number and the SHA-256 of their sorted lines.
 */
class RecordedResultsIT {
    private static final long WINDOW_MILLIS = 1000;

    /** It is in no window that is counted, and later than all of them. */
    private static final String END = "{\"timestamp\":\"2026-01-01T00:00:00Z\",\"source\":\"end\"}";

    @RegisterExtension
    private static final JobCluster cluster = new JobCluster();

    private static List<RecordedEvent> recorded;

    @BeforeAll
    static void readRecorded() throws Exception {
        assumeThat(RecordedEvent.FOLDER)
                .as(
                        "the recorded events are not part of the repository; they are looked for in %s",
                        RecordedEvent.FOLDER)
                .isDirectory();
        recorded = RecordedEvent.all();
    }

    @TempDir
    private Path folder;

    @Test
    void areTheSameAsEverInTheOrderOfTheFilesByArrival() throws Exception {
        try (StreamServerFixture server =
                replay(sequence -> recorded.get(sequence).line())) {
            start(server, "--time=arrival", "--shards=4");
            server.publish(recorded.size());
            server.passTime(StreamServerFixture.timeOf(recorded.size() + WINDOW_MILLIS));

            Map<String, Long> counts = new TreeMap<>();
            for (int i = 0; i < recorded.size(); i++) {
                count(recorded.get(i), StreamServerFixture.timeOf(i), counts);
            }
            assertResults("arrival", counts);
        }
    }

    @Test
    void areTheSameAsEverInTheOrderOfTheEventsOwnTimes() throws Exception {
        List<RecordedEvent> sorted = recorded.stream()
                .sorted(Comparator.comparing(RecordedEvent::time))
                .toList();
        try (StreamServerFixture server = replay(sequence ->
                sequence == sorted.size() ? END : sorted.get(sequence).line())) {
            start(server, "--time=event", "--shards=1", "--out-of-orderness=0s");
            server.publish(sorted.size() + 1);

            Map<String, Long> counts = new TreeMap<>();
            sorted.forEach(event -> count(event, event.time(), counts));
            assertResults("event", counts);
        }
    }

    private static StreamServerFixture replay(IntFunction<String> lines) throws IOException {
        return new StreamServerFixture(
                "recorded", true, sequence -> lines.apply((int) sequence).getBytes(StandardCharsets.UTF_8));
    }

    private void start(StreamServerFixture server, String... arguments) throws Exception {
        String[] all = new String[arguments.length + 2];
        all[0] = "--endpoints=" + server.endpoint();
        all[1] = "--output=" + folder;
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        cluster.run(folder, 2, new Configuration(), all);
    }

    private static void count(RecordedEvent event, Instant time, Map<String, Long> counts) {
        long millis = time.toEpochMilli();
        Instant window = Instant.ofEpochMilli(millis - millis % WINDOW_MILLIS);
        event.keys().forEach((dimension, key) -> counts.merge(window + "/" + dimension + "/" + key, 1L, Long::sum));
    }

    private void assertResults(String time, Map<String, Long> counts) throws IOException {
        List<String> golden = golden(time);
        ResultFolder results = new ResultFolder(folder.resolve("millrace-analytics"));
        await().atMost(JobCluster.PATIENCE)
                .untilAsserted(() -> assertThat(results.counts()).isEqualTo(counts));
        await().atMost(JobCluster.PATIENCE)
                .untilAsserted(() -> assertThat(summary(time, results.all())).isEqualTo(golden));
    }

    private static List<String> golden(String time) throws IOException {
        try (InputStream file =
                Objects.requireNonNull(RecordedResultsIT.class.getResourceAsStream("/recorded-results.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(time + " "))
                    .toList();
        }
    }

    /** A line for each kind of result, in the order of their names: {@code <time> <kind> <number> <SHA-256>}. */
    private static List<String> summary(String time, List<Result> results) {
        Map<String, List<String>> lines = results.stream()
                .collect(Collectors.groupingBy(
                        Result::kind, TreeMap::new, Collectors.mapping(ResultJson::toText, Collectors.toList())));
        return lines.entrySet().stream()
                .map(kind -> time + " " + kind.getKey() + " " + kind.getValue().size() + " " + hash(kind.getValue()))
                .toList();
    }

    private static String hash(List<String> lines) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            lines.stream().sorted().forEach(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}

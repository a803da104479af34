package io.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.producer.generator.LineBuffer;
import io.millrace.producer.generator.LineFormat;
import io.millrace.producer.generator.SyntheticSettings;
import io.millrace.producer.generator.SyntheticSource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a job must have counted, told by nothing but the journal's text: it takes the generator's lines, and no other code of
 * the product. The journal is one of a stopped synthetic stream of constant rates, without scenarios.
 */
final class JournalRecount {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long NANOS = 1_000_000_000;
    private static final int CAPACITY = 64 * 1024;
    private static final Set<String> KINDS = Set.of("created", "started", "stopped", "rate", "paused", "resumed");
    private static final List<String> DIMENSIONS = List.of("level", "source", "provider", "eventId", "computer");

    private final SyntheticSource source;
    private final List<Opening> openings;
    private final long head;

    /**
     * A stretch of constant rate: event {@code from + k} comes {@code k + 1} periods after it opened, rounded up to a whole
     * nanosecond.
     */
    private record Opening(long from, Instant at, long rate) {
        static Opening of(JsonNode entry) {
            assertThat(entry.path("kind").asString()).as("kind of %s", entry).isIn(KINDS);
            assertThat(entry.has("curve")).as("curve of %s", entry).isFalse();
            return new Opening(
                    entry.path("from").asLong(),
                    Instant.parse(entry.path("at").asString()),
                    entry.path("eventsPerSecond").asLong());
        }

        Instant timeOf(long sequence) {
            long nanos = Math.multiplyExact(sequence - from + 1, NANOS);
            return at.plusNanos((nanos + rate - 1) / rate);
        }
    }

    private JournalRecount(SyntheticSource source, List<Opening> openings, long head) {
        this.source = source;
        this.openings = openings;
        this.head = head;
    }

    /** Reads the text of a journal. */
    static JournalRecount of(String journal) {
        List<JsonNode> entries = journal.lines().map(JSON::readTree).toList();
        JsonNode origin = entries.get(0).path("origin");
        SyntheticSource source = new SyntheticSource(
                new SyntheticSettings(origin.path("seed").asLong(), SyntheticSettings.MIXED, LineFormat.CANONICAL));
        assertThat(source.fingerprint()).isEqualTo(origin.path("source").asString());
        JsonNode last = entries.get(entries.size() - 1);
        assertThat(last.path("kind").asString()).as("last of %s", journal).isEqualTo("stopped");
        return new JournalRecount(
                source,
                entries.stream().map(Opening::of).toList(),
                last.path("from").asLong());
    }

    /** How many events there are. */
    long head() {
        return head;
    }

    private Instant timeOf(long sequence) {
        int last = openings.size() - 1;
        while (openings.get(last).from() > sequence) {
            last--;
        }
        return openings.get(last).timeOf(sequence);
    }

    /** Counts the events from a sequence on, by {@code <start of the window> <dimension> <key>}. */
    Map<String, Long> counts(long from, Duration window) {
        Map<String, Long> counts = new HashMap<>();
        LineBuffer line = new LineBuffer(CAPACITY);
        for (long sequence = from; sequence < head; sequence++) {
            line.reset();
            source.encode(sequence, sequence, index -> epochNanos(timeOf(index)), line);
            JsonNode event = JSON.readTree(line.toByteArray());
            Instant time = Instant.parse(event.path("timestamp").asString());
            // a line tells its time in units of 100 ns
            assertThat(time).isEqualTo(Instant.ofEpochSecond(0, epochNanos(timeOf(sequence)) / 100 * 100));
            long millis = time.toEpochMilli();
            String start =
                    Instant.ofEpochMilli(millis - millis % window.toMillis()).toString();
            count(counts, start + " total all");
            for (String dimension : DIMENSIONS) {
                JsonNode key = event.path(dimension);
                count(counts, start + " " + dimension + " " + (key.isValueNode() ? key.asString() : "absent"));
            }
        }
        return counts;
    }

    private static long epochNanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano());
    }

    private static void count(Map<String, Long> counts, String key) {
        counts.merge(key, 1L, Long::sum);
    }
}

package io.millrace.producer.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.producer.generator.EventSource;
import io.millrace.producer.generator.LineBuffer;
import io.millrace.producer.generator.LineFormat;
import io.millrace.producer.generator.SyntheticSettings;
import io.millrace.producer.generator.SyntheticSource;
import io.millrace.producer.journal.Journal;
import io.millrace.producer.journal.JournalEntry;
import io.millrace.producer.scenario.ScenarioException;
import io.millrace.producer.scenario.ScenarioRequest;
import io.millrace.stream.journal.Pattern;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten million events of one journal, computed twice from nothing but its text. */
class JournalCopyIT {
    private static final Instant MORNING = Instant.parse("2026-03-01T08:00:00Z");
    private static final long EVENTS = 10_000_000;

    @TempDir
    private Path folder;

    /** A stream whose clock stands unless it is moved. */
    private static final class Instance implements AutoCloseable {
        private final EventSource source =
                new SyntheticSource(new SyntheticSettings(5, SyntheticSettings.MIXED, LineFormat.CANONICAL));
        private final Journal journal;
        private final LiveStream stream;
        private long nanos;

        Instance(Path folder) {
            JournalEntry.Origin origin = new JournalEntry.Origin(5, source.fingerprint());
            journal = Journal.open(folder, new JournalEntry(JournalEntry.Kind.CREATED, 0, MORNING, 70_000, origin));
            stream = new LiveStream(
                    journal, source, new StreamClock(() -> MORNING.plusSeconds(600), () -> nanos, journal.bound()));
            stream.begin(new GeneratorSettings(5, SyntheticSettings.MIXED, null, true, LineFormat.CANONICAL));
        }

        void pass(Duration time) throws IOException {
            nanos += time.toNanos();
            stream.extendBound();
            stream.tick();
        }

        long digest() {
            Moment moment = stream.moment();
            StreamEncoder encoder = new StreamEncoder(source, moment, EVENTS);
            LineBuffer lines = new LineBuffer(1 << 20);
            CRC32C crc = new CRC32C();
            ByteBuffer time = ByteBuffer.allocate(Long.BYTES);
            for (long sequence = 0; sequence < EVENTS; sequence++) {
                encoder.encode(sequence, lines);
                crc.update(time.putLong(0, moment.timeOf(sequence)).rewind());
                if (lines.length() > 1 << 19) {
                    crc.update(lines.array(), 0, lines.length());
                    lines.reset();
                }
            }
            crc.update(lines.array(), 0, lines.length());
            return crc.getValue();
        }

        @Override
        public void close() {
            journal.close();
        }
    }

    private static void play(Instance instance) throws IOException, ScenarioException {
        LiveStream stream = instance.stream;
        instance.pass(Duration.ofSeconds(10));
        stream.startScenario(new ScenarioRequest("ransomware", null, 3000.0, 30_000, null));
        stream.changeRate(200_000, Duration.ofSeconds(20));
        instance.pass(Duration.ofSeconds(7));
        stream.startScenario(new ScenarioRequest("brute-force", null, 500.0, 9_000, null));
        stream.stop();
        instance.pass(Duration.ofSeconds(3));
        stream.start();
        instance.pass(Duration.ofSeconds(5));
        stream.changeRate(new Pattern(
                Duration.ofSeconds(9),
                false,
                List.of(
                        new Pattern.Point(Duration.ofSeconds(2), 10_000),
                        new Pattern.Point(Duration.ofSeconds(5), 1_500_000))));
        instance.pass(Duration.ofSeconds(7));
        stream.startScenario(new ScenarioRequest("ransomware", null, 7_000.0, 30_000, null));
        stream.pause();
        instance.pass(Duration.ofSeconds(20));
    }

    @Test
    void anotherInstanceOnTheSameJournalHasTheSameTenMillionEvents() throws Exception {
        Path copy = Files.createDirectories(folder.resolve("copy"));
        try (Instance one = new Instance(folder.resolve("one"))) {
            play(one);
            one.stream.begin(new GeneratorSettings(5, SyntheticSettings.MIXED, null, true, LineFormat.CANONICAL));
            one.pass(Duration.ofSeconds(20));
            assertThat(one.stream.moment().head()).isGreaterThan(EVENTS);
            Files.writeString(
                    copy.resolve("journal.ndjson"),
                    one.stream.entries().stream()
                            .map(entry -> entry.toLine() + "\n")
                            .collect(Collectors.joining()));
            try (Instance two = new Instance(copy)) {
                two.pass(Duration.ofSeconds(60));
                assertThat(two.stream.moment().head()).isGreaterThan(EVENTS);
                CompletableFuture<Long> original = CompletableFuture.supplyAsync(one::digest);
                assertThat(two.digest()).isEqualTo(original.get());
            }
        }
    }
}

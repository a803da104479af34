package io.millrace.producer.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.producer.journal.JournalEntry.Kind;
import io.millrace.producer.scenario.PlacedRun;
import io.millrace.producer.scenario.ScenarioRun;
import io.millrace.stream.journal.ConstantRate;
import io.millrace.stream.journal.EpochNanos;
import io.millrace.stream.journal.Pattern;
import io.millrace.stream.journal.Ramp;
import io.millrace.stream.journal.Segment;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalTests {
    private static final Instant MORNING = Instant.parse("2026-03-01T08:00:00Z");
    private static final JournalEntry CREATED = created(7, "synthetic-1");

    @TempDir
    private Path folder;

    private static JournalEntry created(long seed, String source) {
        return new JournalEntry(Kind.CREATED, 0, MORNING, 100, new JournalEntry.Origin(seed, source));
    }

    private static JournalEntry entry(Kind kind, long from, long second, int rate) {
        return new JournalEntry(kind, from, MORNING.plusSeconds(second), rate, null);
    }

    private Path file() {
        return folder.resolve(JournalFile.NAME);
    }

    @Test
    void givesTheSameStateAfterARestart() {
        JournalState before;
        try (Journal journal = Journal.open(folder, CREATED)) {
            journal.commit(entry(Kind.STARTED, 0, 1, 100));
            journal.commit(entry(Kind.RATE, 500, 6, 2000));
            before = journal.state();
        }
        try (Journal journal = Journal.open(folder, CREATED)) {
            assertThat(journal.state()).isEqualTo(before);
            assertThat(before.running()).isTrue();
            assertThat(before.startedAt()).isEqualTo(MORNING.plusSeconds(1));
            assertThat(before.timeline().segments())
                    .containsExactly(
                            new Segment(0, EpochNanos.of(MORNING), 0),
                            new Segment(0, EpochNanos.of(MORNING.plusSeconds(1)), 100),
                            new Segment(500, EpochNanos.of(MORNING.plusSeconds(6)), 2000));
        }
    }

    @Test
    void standsStillWhileStoppedOrPausedAndKeepsTheRateAskedFor() {
        try (Journal journal = Journal.open(folder, CREATED)) {
            journal.commit(entry(Kind.STARTED, 0, 1, 100));
            journal.commit(entry(Kind.PAUSED, 100, 2, 100));
            assertThat(journal.state().timeline().current().curve()).isEqualTo(new ConstantRate(0));
            journal.commit(entry(Kind.RESUMED, 100, 50, 100));
            assertThat(journal.state().timeline().current().curve()).isEqualTo(new ConstantRate(100));
            journal.commit(entry(Kind.STOPPED, 200, 51, 100));
            journal.commit(entry(Kind.RATE, 200, 52, 7));
            assertThat(journal.state().timeline().current().curve()).isEqualTo(new ConstantRate(0));
            assertThat(journal.state().rate()).isEqualTo(new ConstantRate(7));
            assertThat(journal.state().startedAt()).isNull();
        }
    }

    @Test
    void keepsRampsPatternsAndScenariosThroughARestart() throws IOException {
        Pattern spikes = new Pattern(
                Duration.ofMinutes(1),
                true,
                List.of(new Pattern.Point(Duration.ZERO, 900), new Pattern.Point(Duration.ofSeconds(5), 30)));
        Ramp ramp = new Ramp(100, 2000, Duration.ofSeconds(30));
        ScenarioRun run = new ScenarioRun(1, "password-spray", "all", 20, 2, 5, 40);
        JournalState before;
        try (Journal journal = Journal.open(folder, CREATED)) {
            journal.commit(entry(Kind.STARTED, 0, 1, 100));
            journal.commit(new JournalEntry(Kind.RATE, 500, MORNING.plusSeconds(6), 100, ramp, null, null));
            journal.commit(new JournalEntry(Kind.SCENARIO, 700, MORNING.plusSeconds(7), 163, null, run, null));
            journal.commit(new JournalEntry(Kind.RATE, 800, MORNING.plusSeconds(8), 900, spikes, null, null));
            before = journal.state();
        }
        assertThat(before.rate()).isEqualTo(spikes);
        assertThat(before.timeline().segments())
                .hasSize(4)
                .last()
                .extracting(Segment::curve)
                .isEqualTo(spikes);
        assertThat(before.runs().all())
                .containsExactly(new PlacedRun(run, EpochNanos.of(MORNING.plusSeconds(7)), 163, 700, 700 + 39 * 5));
        try (Journal journal = Journal.open(folder, CREATED)) {
            assertThat(journal.state()).isEqualTo(before);
        }
        assertThat(Files.readString(file()))
                .contains("{\"kind\":\"rate\",\"from\":500,\"at\":\"2026-03-01T08:00:06Z\",\"eventsPerSecond\":100,"
                        + "\"curve\":{\"kind\":\"ramp\",\"fromEventsPerSecond\":100,\"toEventsPerSecond\":2000,"
                        + "\"over\":\"PT30S\"}}\n")
                .contains("\"eventsPerSecond\":163,\"run\":{\"number\":1,\"scenario\":\"password-spray\","
                        + "\"target\":\"all\",\"size\":20,\"hosts\":2,\"stride\":5,\"events\":40}}\n");
    }

    @Test
    void goesOnAtTheEndRateOfARampThatWasBrokenOff() {
        try (Journal journal = Journal.open(folder, CREATED)) {
            Ramp ramp = new Ramp(100, 2000, Duration.ofSeconds(30));
            journal.commit(entry(Kind.STARTED, 0, 1, 100));
            journal.commit(new JournalEntry(Kind.RATE, 500, MORNING.plusSeconds(6), 100, ramp, null, null));
            journal.commit(entry(Kind.PAUSED, 600, 7, 2000));
            assertThat(journal.state().timeline().current().curve()).isEqualTo(new ConstantRate(0));
            journal.commit(entry(Kind.RESUMED, 600, 50, 2000));
            assertThat(journal.state().timeline().current().curve()).isEqualTo(new ConstantRate(2000));
        }
    }

    @Test
    void readsTheJournalOfAnEarlierVersion() throws IOException {
        Files.writeString(file(), """
                {"kind":"created","from":0,"at":"2026-03-01T08:00:00Z","eventsPerSecond":100,"origin":{"seed":7,"source":"synthetic-1"}}
                {"kind":"started","from":0,"at":"2026-03-01T08:00:01Z","eventsPerSecond":100}
                {"kind":"rate","from":500,"at":"2026-03-01T08:00:06Z","eventsPerSecond":7}
                """);
        try (Journal journal = Journal.open(folder, CREATED)) {
            assertThat(journal.state().timeline().current())
                    .isEqualTo(new Segment(500, EpochNanos.of(MORNING.plusSeconds(6)), 7));
        }
    }

    @Test
    void refusesEntriesThatSayWhatTheirKindCannot() throws IOException {
        Journal.open(folder, CREATED).close();
        String stopped = "{\"kind\":\"stopped\",\"from\":0,\"at\":\"2026-03-01T08:00:00Z\",\"eventsPerSecond\":1";
        String created = Files.readString(file());
        Files.writeString(file(), created + stopped + ",\"curve\":{\"kind\":\"constant\",\"eventsPerSecond\":1}}\n");
        assertThatThrownBy(() -> Journal.open(folder, CREATED)).hasMessageContaining("only a rate has a curve");
        Files.writeString(file(), created + stopped.replace("stopped", "scenario") + "}\n");
        assertThatThrownBy(() -> Journal.open(folder, CREATED))
                .hasMessageContaining(file() + ":2")
                .hasMessageContaining("a scenario, and nothing else, has a run");
    }

    @Test
    void cutsOffALastLineThatWasNeverCommitted() throws IOException {
        Journal.open(folder, CREATED).close();
        String committed = Files.readString(file());
        Files.writeString(file(), "{\"kind\":\"rate\",\"from\":12", StandardOpenOption.APPEND);
        try (Journal journal = Journal.open(folder, CREATED)) {
            assertThat(journal.entries()).containsExactly(CREATED);
            assertThat(Files.readString(file())).isEqualTo(committed);
            journal.commit(entry(Kind.STARTED, 0, 1, 100));
        }
        try (Journal journal = Journal.open(folder, CREATED)) {
            assertThat(journal.entries()).hasSize(2);
        }
    }

    @Test
    void refusesADamagedLineAndNamesIt() throws IOException {
        Journal.open(folder, CREATED).close();
        Files.writeString(file(), "rubbish\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> Journal.open(folder, CREATED))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(file() + ":2: not a journal entry")
                .hasMessageContaining("restore the file from a copy, or start over in an empty folder");
    }

    @Test
    void refusesAnotherSeedOrSource() {
        Journal.open(folder, CREATED).close();
        assertThatThrownBy(() -> Journal.open(folder, created(8, "synthetic-1")))
                .isInstanceOf(JournalException.class)
                .hasMessage(file() + " belongs to another stream: its seed is 7, this producer's is 8;"
                        + " give this producer its seed, or use an empty folder");
        assertThatThrownBy(() -> Journal.open(folder, created(7, "replay")))
                .hasMessageEndingWith("its source is synthetic-1, this producer's is replay;"
                        + " give this producer its source, or use an empty folder");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    synthetic-1-AB-mixed-7-nxlog | synthetic-2-AB-mixed-7-nxlog \
                    | its generator version is 1, this producer's is 2; start it with the producer that made it
                    synthetic-1-AB-7 | synthetic-2-AB-mixed-7-nxlog \
                    | its generator version is 1, this producer's is 2; start it with the producer that made it
                    synthetic-2-AB-mixed-7-nxlog | synthetic-2-CD-mixed-7-nxlog \
                    | its catalog is AB, this producer's is CD; start it with the producer that made it
                    synthetic-2-AB-member-server-7-nxlog | synthetic-2-AB-domain-controller-7-nxlog \
                    | its profile is member-server, this producer's is domain-controller; give this producer its profile
                    synthetic-2-AB-mixed-7-nxlog | synthetic-2-AB-workstation-7-evtx_dump \
                    | its profile is mixed, this producer's is workstation; its format is nxlog, this producer's is evtx_dump; \
                    give this producer its profile and format
                    """)
    void namesThePartsOfTheSyntheticSourceThatDiffer(String made, String asked, String difference) {
        Journal.open(folder, created(7, made)).close();
        assertThatThrownBy(() -> Journal.open(folder, created(7, asked)))
                .hasMessage(file() + " belongs to another stream: " + difference + ", or use an empty folder");
    }

    @Test
    void refusesAJournalInUse() {
        Journal first = Journal.open(folder, CREATED);
        try (first) {
            assertThatThrownBy(() -> Journal.open(folder, CREATED))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("is in use by another producer");
        }
    }

    @Test
    void namesAnotherStreamForEachNewJournal() {
        JournalEntry later =
                new JournalEntry(Kind.CREATED, 0, MORNING.plusNanos(1), 100, new JournalEntry.Origin(7, "synthetic-1"));
        try (Journal one = Journal.open(folder.resolve("one"), CREATED);
                Journal two = Journal.open(folder.resolve("two"), later)) {
            assertThat(one.state().stream()).hasSize(32).isNotEqualTo(two.state().stream());
        }
    }

    @Test
    void keepsTheBoundOfTheLastWholeWrite() throws IOException {
        long evening = EpochNanos.of(MORNING.plusSeconds(40_000));
        try (Journal journal = Journal.open(folder, CREATED)) {
            journal.moveBound(evening);
            journal.moveBound(evening + 5);
        }
        try (Journal journal = Journal.open(folder, CREATED)) {
            assertThat(journal.bound()).isEqualTo(evening + 5);
        }
        try (RandomAccessFile bound =
                new RandomAccessFile(folder.resolve(BoundFile.NAME).toFile(), "rw")) {
            bound.seek(12); // tears the newest write, which lies in the first slot
            bound.write(99);
        }
        try (Journal journal = Journal.open(folder, CREATED)) {
            assertThat(journal.bound()).isEqualTo(evening);
        }
    }

    @Test
    void takesTheLastEntryForTheBoundWhereThatIsLater() {
        try (Journal journal = Journal.open(folder, CREATED)) {
            journal.commit(entry(Kind.STARTED, 0, 77, 100));
        }
        try (Journal journal = Journal.open(folder, CREATED)) {
            assertThat(journal.bound()).isEqualTo(EpochNanos.of(MORNING.plusSeconds(77)));
        }
    }

    @Test
    void refusesACommandItCannotKeepAndGoesOnAsBefore() {
        Journal journal = Journal.open(folder, CREATED);
        journal.commit(entry(Kind.STARTED, 0, 1, 100));
        JournalState before = journal.state();
        journal.close();
        assertThatThrownBy(() -> journal.commit(entry(Kind.RATE, 10, 2, 5)))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("cannot write to");
        assertThat(journal.state()).isEqualTo(before);
    }
}

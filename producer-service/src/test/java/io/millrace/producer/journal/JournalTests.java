package io.millrace.producer.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.producer.journal.JournalEntry.Kind;
import io.millrace.stream.journal.ConstantRate;
import io.millrace.stream.journal.EpochNanos;
import io.millrace.stream.journal.Segment;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
                .hasMessageContaining("was made from Origin[seed=7, source=synthetic-1]")
                .hasMessageContaining("asked for is Origin[seed=8, source=synthetic-1]");
        assertThatThrownBy(() -> Journal.open(folder, created(7, "replay")))
                .hasMessageContaining("keep its seed and source, or start over in an empty folder");
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

package io.millrace.producer.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.producer.generator.LineFormat;
import io.millrace.producer.generator.SyntheticSettings;
import io.millrace.producer.journal.Journal;
import io.millrace.producer.journal.JournalEntry;
import io.millrace.stream.journal.EpochNanos;
import io.millrace.stream.journal.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class LiveStreamTests {
    private static final Instant MORNING = Instant.parse("2026-03-01T08:00:00Z");

    @TempDir
    private Path folder;

    private Instant wall = MORNING;
    private long nanos = 1_000;
    private Journal journal;
    private LiveStream stream;

    @AfterEach
    void close() {
        journal.close();
    }

    private void open(int rate, long size) {
        JournalEntry.Origin origin = new JournalEntry.Origin(1, "numbers");
        journal = Journal.open(folder, new JournalEntry(JournalEntry.Kind.CREATED, 0, MORNING, rate, origin));
        StreamClock clock = new StreamClock(() -> wall, () -> nanos, journal.bound());
        stream = new LiveStream(journal, new NumberSource(size), clock);
        stream.begin(new GeneratorSettings(1, SyntheticSettings.MIXED, null, false, LineFormat.CANONICAL));
    }

    private void openRunning(int rate) {
        open(rate, Long.MAX_VALUE);
        stream.start();
    }

    /** Lets time pass as the ticker's two threads would. */
    private void pass(Duration time) throws IOException {
        long end = nanos + time.toNanos();
        while (nanos < end) {
            nanos = Math.min(end, nanos + TimeUnit.MILLISECONDS.toNanos(250));
            stream.extendBound();
            stream.tick();
        }
        wall = wall.plus(time);
    }

    private void crash() {
        journal.close();
    }

    @Test
    void countsExactlyTheEventsOfItsRate() throws IOException {
        openRunning(1000);
        pass(Duration.ofMinutes(1));
        assertThat(stream.moment().head()).isEqualTo(60_000);
        stream.changeRate(7);
        pass(Duration.ofMinutes(1));
        assertThat(stream.moment().head()).isEqualTo(60_420);
        stream.stop();
        pass(Duration.ofMinutes(1));
        assertThat(stream.moment().head()).isEqualTo(60_420);
        stream.start();
        pass(Duration.ofSeconds(1));
        assertThat(stream.moment().head()).isEqualTo(60_427);
    }

    @Test
    void servesNothingBeyondTheSyncedBound() throws IOException {
        openRunning(1000);
        nanos += Duration.ofSeconds(30).toNanos();
        stream.tick();
        assertThat(stream.moment().head()).as("two seconds are synced ahead").isEqualTo(2000);
        stream.extendBound();
        stream.tick();
        assertThat(stream.moment().head()).isEqualTo(30_000);
    }

    @Test
    void makesUpForTheTimeDownAfterACrash() throws IOException {
        openRunning(100);
        pass(Duration.ofSeconds(10));
        crash();
        wall = wall.plusSeconds(60);
        open(100, Long.MAX_VALUE);
        assertThat(stream.moment().head()).isEqualTo(7000);
        assertThat(stream.state().timeline().segments()).hasSize(2);
    }

    @Test
    void addsNothingForTheTimeDownAfterAPause() throws IOException {
        openRunning(100);
        pass(Duration.ofSeconds(10));
        stream.pause();
        stream.shrinkBound();
        crash();
        wall = wall.plusSeconds(60);
        open(100, Long.MAX_VALUE);
        assertThat(stream.moment().head()).isEqualTo(1000);
        assertThat(stream.state().timeline().current())
                .isEqualTo(new Segment(1000, EpochNanos.of(MORNING.plusSeconds(70)), 100));
        pass(Duration.ofSeconds(1));
        assertThat(stream.moment().head()).isEqualTo(1100);
    }

    @Test
    void goesOnAtTheBoundWhenTheWallClockWasSetBack() throws IOException {
        openRunning(100);
        pass(Duration.ofSeconds(10));
        long served = stream.moment().head();
        crash();
        wall = MORNING.minus(Duration.ofDays(1));
        open(100, Long.MAX_VALUE);
        assertThat(stream.moment().time()).isEqualTo(EpochNanos.of(MORNING.plusSeconds(12)));
        assertThat(stream.moment().head()).isEqualTo(1200).isGreaterThanOrEqualTo(served);
    }

    @Test
    void endsWithTheLastEventOfAReplay() throws IOException {
        open(1000, 25);
        stream.start();
        pass(Duration.ofSeconds(1));
        assertThat(stream.moment().head()).isEqualTo(25);
        assertThat(stream.isFinished()).isTrue();
        assertThat(stream.moment().watermark(25)).isEqualTo(EpochNanos.of(MORNING.plusSeconds(1)));
    }

    @Test
    void commandsThatChangeNothingLeaveNoTrace() {
        openRunning(100);
        stream.start();
        stream.changeRate(100);
        assertThat(stream.entries()).hasSize(2);
    }

    /** Whatever happens, an event once published keeps its stream time, and no watermark is contradicted. */
    @Property(tries = 200)
    void keepsWhatWasPublishedThroughCommandsCrashesAndClockSteps(@ForAll long seed) throws IOException {
        folder = Files.createTempDirectory("millrace-live");
        wall = MORNING;
        RandomGenerator random = new Random(seed);
        Map<Long, Long> published = new HashMap<>();
        openRunning(50);
        long watermark = Long.MIN_VALUE;
        long head = 0;
        for (int step = 0; step < 60; step++) {
            act(random);
            Moment moment = stream.moment();
            assertThat(moment.head()).isGreaterThanOrEqualTo(head);
            assertThat(moment.watermark(moment.head())).isGreaterThanOrEqualTo(watermark);
            for (long sequence = head; sequence < moment.head(); sequence++) {
                long time = moment.timeline().segmentOf(sequence).timeOf(sequence);
                assertThat(time).isGreaterThan(watermark).isLessThanOrEqualTo(moment.time());
                published.put(sequence, time);
            }
            head = moment.head();
            watermark = moment.time();
        }
        Moment last = stream.moment();
        published.forEach((sequence, time) ->
                assertThat(last.timeline().segmentOf(sequence).timeOf(sequence)).isEqualTo(time));
        journal.close();
    }

    private void act(RandomGenerator random) throws IOException {
        switch (random.nextInt(8)) {
            case 0 -> stream.changeRate(random.nextInt(300));
            case 1 -> stream.stop();
            case 2 -> stream.start();
            case 3 -> {
                crash();
                wall = wall.plusMillis(random.nextLong(-5_000, 5_000));
                open(50, Long.MAX_VALUE);
            }
            case 4 -> {
                stream.pause();
                stream.shrinkBound();
                crash();
                wall = wall.plusMillis(random.nextLong(-5_000, 5_000));
                open(50, Long.MAX_VALUE);
            }
            default -> pass(Duration.ofMillis(random.nextLong(1, 3_000)));
        }
    }
}

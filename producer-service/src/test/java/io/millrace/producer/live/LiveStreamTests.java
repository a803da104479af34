package io.millrace.producer.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.millrace.producer.generator.LineBuffer;
import io.millrace.producer.generator.LineFormat;
import io.millrace.producer.generator.SyntheticSettings;
import io.millrace.producer.journal.Journal;
import io.millrace.producer.journal.JournalEntry;
import io.millrace.producer.scenario.PlacedRun;
import io.millrace.producer.scenario.ScenarioException;
import io.millrace.producer.scenario.ScenarioRequest;
import io.millrace.producer.scenario.ScenarioRun;
import io.millrace.stream.journal.ConstantRate;
import io.millrace.stream.journal.EpochNanos;
import io.millrace.stream.journal.Pattern;
import io.millrace.stream.journal.Ramp;
import io.millrace.stream.journal.Segment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class LiveStreamTests {
    private static final Instant MORNING = Instant.parse("2026-03-01T08:00:00Z");

    private static final Pattern SPIKES = new Pattern(
            Duration.ofMinutes(1), true, List.of(point(Duration.ZERO, 500), point(Duration.ofSeconds(5), 10)));
    private static final Pattern WAVES = new Pattern(
            Duration.ofSeconds(7), false, List.of(point(Duration.ofSeconds(1), 0), point(Duration.ofSeconds(4), 99)));

    private static Pattern.Point point(Duration at, int eventsPerSecond) {
        return new Pattern.Point(at, eventsPerSecond);
    }

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

    private PlacedRun startCount(int size, double pace) throws ScenarioException {
        return stream.startScenario(new ScenarioRequest("count", null, pace, size, null));
    }

    private String line(long sequence) {
        LineBuffer line = new LineBuffer(256);
        new StreamEncoder(stream.source(), stream.moment(), sequence + 1).encode(sequence, line);
        return new String(line.toByteArray(), StandardCharsets.US_ASCII).strip();
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

    @Test
    void rampsFromTheRateThatHoldsToTheOneAskedFor() throws IOException {
        openRunning(1000);
        stream.changeRate(3000, Duration.ofSeconds(10));
        assertThat(stream.state().rate()).isEqualTo(new Ramp(1000, 3000, Duration.ofSeconds(10)));
        pass(Duration.ofSeconds(5));
        assertThat(stream.moment().head()).isEqualTo(7_500);
        assertThat(stream.moment().eventsPerSecond()).isEqualTo(2000);
        stream.changeRate(0, Duration.ofSeconds(20));
        assertThat(stream.state().rate()).isEqualTo(new Ramp(2000, 0, Duration.ofSeconds(20)));
        pass(Duration.ofMinutes(1));
        assertThat(stream.moment().head()).isEqualTo(27_500);
        assertThat(stream.moment().eventsPerSecond()).isZero();
        stream.changeRate(10);
        pass(Duration.ofSeconds(1));
        assertThat(stream.moment().head()).isEqualTo(27_510);
    }

    @Test
    void goesOnAtTheEndRateWhenARampWasStopped() throws IOException {
        openRunning(1000);
        stream.changeRate(3000, Duration.ofSeconds(10));
        pass(Duration.ofSeconds(5));
        stream.stop();
        pass(Duration.ofMinutes(1));
        assertThat(stream.moment().head()).isEqualTo(7_500);
        stream.start();
        pass(Duration.ofSeconds(1));
        assertThat(stream.moment().head()).isEqualTo(10_500);
        stream.stop();
        stream.changeRate(5, Duration.ofSeconds(10));
        assertThat(stream.state().rate()).isEqualTo(new ConstantRate(5));
    }

    @Test
    void followsAPatternOnTheClockOfUtcThroughStopsAndStarts() throws IOException {
        openRunning(1000);
        stream.changeRate(SPIKES);
        pass(Duration.ofMinutes(1));
        assertThat(stream.moment().head()).as("5 s of 500 and 55 s of 10").isEqualTo(3_050);
        stream.stop();
        pass(Duration.ofSeconds(3));
        stream.start();
        assertThat(stream.moment().eventsPerSecond()).isEqualTo(500);
        pass(Duration.ofSeconds(3));
        assertThat(stream.moment().head()).as("2 s of 500 and 1 s of 10").isEqualTo(4_060);
        crash();
        open(1000, Long.MAX_VALUE);
        pass(Duration.ofSeconds(52));
        assertThat(stream.moment().head()).as("the bound was two seconds ahead").isEqualTo(4_600);
        assertThat(stream.state().rate()).isEqualTo(SPIKES);
    }

    @Test
    void tellsHowFastTheHeadReallyMoved() throws IOException {
        openRunning(1000);
        pass(Duration.ofSeconds(20));
        assertThat(stream.achievedEventsPerSecond()).isEqualTo(1000);
        stream.changeRate(50);
        pass(Duration.ofSeconds(20));
        assertThat(stream.achievedEventsPerSecond()).isCloseTo(50, within(0.5));
        nanos += Duration.ofSeconds(20).toNanos();
        stream.tick();
        assertThat(stream.achievedEventsPerSecond())
                .as("the synced bound held it back")
                .isLessThan(20);
    }

    @Test
    void playsAScenarioIntoTheStreamAtItsPace() throws IOException, ScenarioException {
        openRunning(1000);
        pass(Duration.ofSeconds(1));
        PlacedRun run = startCount(50, 100);
        assertThat(run.run()).isEqualTo(new ScenarioRun(1, "count", "all", 50, 1, 10, 50));
        assertThat(run.first()).isEqualTo(1000);
        assertThat(run.last()).isEqualTo(1490);
        assertThat(run.startedAt()).isEqualTo(EpochNanos.of(MORNING.plusSeconds(1)));
        pass(Duration.ofSeconds(1));
        Moment moment = stream.moment();
        assertThat(moment.head()).as("the rate stays").isEqualTo(2000);
        assertThat(stream.state().timeline().segments()).hasSize(2);
        assertThat(line(1000)).isEqualTo(NumberScenarios.line(run.run(), 0, 1000, moment.timeOf(1000)));
        assertThat(line(1001)).isEqualTo(NumberSource.line(1001, moment.timeOf(1001)));
        assertThat(line(1490)).isEqualTo(NumberScenarios.line(run.run(), 49, 1490, moment.timeOf(1490)));
        assertThat(line(1500)).isEqualTo(NumberSource.line(1500, moment.timeOf(1500)));
    }

    @Test
    void saysWhyAScenarioCannotBePlayed() throws IOException, ScenarioException {
        openRunning(1000);
        assertThatThrownBy(() -> stream.startScenario(new ScenarioRequest("tea", null, null, null, null)))
                .isInstanceOfSatisfying(
                        ScenarioException.class, e -> assertThat(e.code()).isEqualTo("unknown-scenario"));
        assertThatThrownBy(() -> startCount(5, 0)).hasMessage("pace is above 0, not 0.0");
        assertThatThrownBy(() -> startCount(5, 1e-18))
                .isInstanceOfSatisfying(
                        ScenarioException.class, e -> assertThat(e.code()).isEqualTo("bad-parameter"))
                .hasMessageEndingWith("do not fit into the stream; ask for a smaller size or a higher pace");
        for (int i = 0; i < RunPlanner.MAX_UNFINISHED; i++) {
            startCount(5, 1);
        }
        assertThatThrownBy(() -> startCount(5, 1))
                .isInstanceOfSatisfying(
                        ScenarioException.class, e -> assertThat(e.code()).isEqualTo("too-many-runs"));
        stream.stop();
        assertThatThrownBy(() -> startCount(5, 1))
                .isInstanceOfSatisfying(
                        ScenarioException.class, e -> assertThat(e.code()).isEqualTo("stream-stopped"));
        assertThat(stream.entries()).hasSize(2 + RunPlanner.MAX_UNFINISHED + 1);
    }

    @Test
    void refusesAScenarioWithoutAnEndInSight() throws ScenarioException {
        openRunning(1000);
        assertThatThrownBy(() -> startCount(1_000_000, 0.001))
                .isInstanceOfSatisfying(
                        ScenarioException.class, e -> assertThat(e.code()).isEqualTo("bad-parameter"))
                .hasMessage(
                        "1000000 events, 0.001 a second of those that earlier runs leave over, take more than 11574 days;"
                                + " a run takes 30 at most: ask for a smaller size or a higher pace");
        int month = (int) Duration.ofDays(30).toSeconds();
        assertThatThrownBy(() -> startCount(month + 2, 1)).hasMessageContaining("take more than 30 days");
        assertThat(startCount(month, 1).last()).isEqualTo((month - 1) * 1000L);
        assertThatThrownBy(() -> {
                    for (int i = 0; i < RunPlanner.MAX_UNFINISHED; i++) {
                        startCount(100_000_000, 500);
                    }
                })
                .as("runs that overlap slow each other down")
                .hasMessageContaining("a run takes 30 at most");
    }

    @Test
    void refusesAPaceAboveTheRateAndCutsTheScenariosOwnToIt() throws ScenarioException {
        openRunning(7);
        assertThatThrownBy(() -> startCount(5, 8))
                .isInstanceOfSatisfying(
                        ScenarioException.class, e -> assertThat(e.code()).isEqualTo("bad-parameter"))
                .hasMessage("pace is at most the rate, 7 events per second now, not 8.0");
        PlacedRun cut = stream.startScenario(new ScenarioRequest("count", null, null, null, null));
        assertThat(cut.run().stride()).isEqualTo(1);
        assertThat(cut.pace()).as("of 10 by default").isEqualTo(7);
        assertThat(startCount(5, 3).pace()).as("every second event").isEqualTo(3.5);
        crash();
        open(7, Long.MAX_VALUE);
        assertThat(stream.state().runs().all()).extracting(PlacedRun::pace).containsExactly(7.0, 3.5);
    }

    @Test
    void aReplayHasNoScenarios() {
        open(1000, 25);
        stream.start();
        assertThatThrownBy(() -> startCount(5, 1))
                .isInstanceOfSatisfying(
                        ScenarioException.class, e -> assertThat(e.code()).isEqualTo("replay-has-no-scenarios"));
    }

    /**
     * Whatever happens, an event once published keeps its bytes and stream time, no watermark is contradicted, and another
     * stream on a copy of the journal has the same events.
     */
    @Property(tries = 60)
    void keepsWhatWasPublishedThroughCommandsCrashesAndClockSteps(@ForAll long seed) throws Exception {
        folder = Files.createTempDirectory("millrace-live");
        wall = MORNING;
        RandomGenerator random = new Random(seed);
        Map<Long, String> published = new HashMap<>();
        openRunning(50);
        long watermark = Long.MIN_VALUE;
        long head = 0;
        for (int step = 0; step < 60; step++) {
            act(random);
            Moment moment = stream.moment();
            assertThat(moment.head()).isGreaterThanOrEqualTo(head);
            assertThat(moment.watermark(moment.head())).isGreaterThanOrEqualTo(watermark);
            for (long sequence = head; sequence < moment.head(); sequence++) {
                assertThat(moment.timeOf(sequence)).isGreaterThan(watermark).isLessThanOrEqualTo(moment.time());
                published.put(sequence, line(sequence));
            }
            head = moment.head();
            watermark = moment.time();
        }
        published.forEach((sequence, line) -> assertThat(line(sequence)).isEqualTo(line));
        String text =
                stream.entries().stream().map(entry -> entry.toLine() + "\n").collect(Collectors.joining());
        String id = stream.state().stream();
        journal.close();
        folder = Files.createTempDirectory("millrace-copy");
        Files.writeString(folder.resolve("journal.ndjson"), text);
        open(50, Long.MAX_VALUE);
        assertThat(stream.state().stream()).isEqualTo(id);
        published.forEach((sequence, line) -> assertThat(line(sequence)).isEqualTo(line));
        journal.close();
    }

    private void act(RandomGenerator random) throws IOException, ScenarioException {
        switch (random.nextInt(11)) {
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
            case 5 -> stream.changeRate(random.nextInt(300), Duration.ofMillis(random.nextLong(1, 5_000)));
            case 6 -> stream.changeRate(random.nextBoolean() ? SPIKES : WAVES);
            case 7 -> {
                int rate = stream.moment().eventsPerSecond();
                if (rate > 0) {
                    startCount(1 + random.nextInt(60), 1 + random.nextInt(rate));
                }
            }
            default -> pass(Duration.ofMillis(random.nextLong(1, 3_000)));
        }
    }
}

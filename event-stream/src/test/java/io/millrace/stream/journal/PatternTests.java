package io.millrace.stream.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.stream.journal.Pattern.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class PatternTests {
    private static final long START = EpochNanos.of(Instant.parse("2026-01-01T00:00:00Z"));
    private static final long SECOND = 1_000_000_000L;

    private static Pattern pattern(String period, boolean steps, Point... points) {
        return new Pattern(Duration.parse(period), steps, Arrays.asList(points));
    }

    private static Point point(String at, int eventsPerSecond) {
        return new Point(Duration.parse(at), eventsPerSecond);
    }

    private static long time(String instant) {
        return EpochNanos.of(Instant.parse(instant));
    }

    @Property
    void theHeadPassesASequenceExactlyAtItsStreamTime(@ForAll long seed) {
        Segment segment = new Segment(7, START + Math.floorMod(seed, SECOND), Curves.pattern(seed));
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            long sequence = 6 + Curves.spread(random, 1_000_000_000_000L);
            long time = segment.timeOf(sequence);
            if (time < Long.MAX_VALUE) {
                assertThat(segment.headAt(time)).isGreaterThan(sequence);
                assertThat(segment.headAt(time - 1)).isLessThanOrEqualTo(sequence);
            }
        }
    }

    @Property(tries = 100)
    void timesInOrderAreThoseOutOfOrder(@ForAll long seed) {
        Pattern pattern = Curves.pattern(seed);
        Segment segment = new Segment(0, START, pattern);
        Segment other = new Segment(0, START, Curves.pattern(seed));
        long last = Math.min(20_000, pattern.table().events() * 2);
        for (long sequence = 0; sequence < last; sequence++) {
            assertThat(segment.timeOf(sequence)).isEqualTo(other.timeOf(sequence));
            other.timeOf(sequence * 7919 % last);
        }
    }

    /** The clock of a pattern is the day's, so a stop and a start do not shift it. */
    @Property
    void twoSegmentsOfAPatternHaveTheEventsOfOne(@ForAll long seed) {
        Pattern pattern = Curves.pattern(seed);
        Segment whole = new Segment(0, START, pattern);
        Random random = new Random(seed);
        long cut = START + Curves.spread(random, 3 * pattern.period().toNanos());
        long later = cut + Curves.spread(random, 3 * pattern.period().toNanos());
        Segment second = new Segment(whole.headAt(cut), cut, pattern);

        assertThat(second.headAt(later)).isEqualTo(whole.headAt(later));
        assertThat(second.timeOf(second.from())).isEqualTo(whole.timeOf(second.from()));
    }

    @Property
    void eachPeriodHasTheSameEvents(@ForAll long seed) {
        Pattern pattern = Curves.pattern(seed);
        Segment segment = new Segment(0, START, pattern);
        long period = pattern.period().toNanos();
        long events = segment.headAt(START + period);

        assertThat(segment.headAt(START + 5 * period)).isEqualTo(5 * events);
        assertThat(segment.headAt(START + period + period / 3)).isEqualTo(events + segment.headAt(START + period / 3));
        assertThat(segment.timeOf(3 * events + 2)).isEqualTo(segment.timeOf(2) + 3 * period);
    }

    @Test
    void stepsHoldUntilTheNextPoint() {
        Pattern spikes = pattern("PT1M", true, point("PT0S", 500), point("PT5S", 10));
        Segment segment = new Segment(0, START, spikes);

        assertThat(segment.headAt(START + 5 * SECOND)).isEqualTo(2500);
        assertThat(segment.headAt(START + 60 * SECOND)).isEqualTo(3050);
        assertThat(segment.headAt(START + 61 * SECOND)).isEqualTo(3550);
        assertThat(segment.timeOf(2500)).isEqualTo(START + 5 * SECOND + SECOND / 10);
        assertThat(segment.rateAt(START + 4 * SECOND)).isEqualTo(500);
        assertThat(segment.rateAt(START + 5 * SECOND)).isEqualTo(10);
        assertThat(segment.rateAt(START + 60 * SECOND)).isEqualTo(500);
    }

    @Test
    void linesJoinThePointsAndTheLastOneWithTheFirst() {
        Pattern day = pattern("PT24H", false, point("PT6H", 100), point("PT18H", 200));
        Segment segment = new Segment(0, time("2026-03-04T00:00:00Z"), day);

        assertThat(segment.rateAt(time("2026-03-04T06:00:00Z"))).isEqualTo(100);
        assertThat(segment.rateAt(time("2026-03-04T12:00:00Z"))).isEqualTo(150);
        assertThat(segment.rateAt(time("2026-03-04T18:00:00Z"))).isEqualTo(200);
        assertThat(segment.rateAt(time("2026-03-05T00:00:00Z"))).isEqualTo(150);
        assertThat(segment.headAt(time("2026-03-04T06:00:00Z"))).isEqualTo(125 * 6 * 3600);
        assertThat(segment.headAt(time("2026-03-05T00:00:00Z"))).isEqualTo(150 * 24 * 3600);
    }

    @Test
    void weeksBeginOnMondaysAndDaysAtMidnight() {
        Pattern week = pattern("P7D", true, point("PT0S", 7), point("P5D", 1));
        Segment segment = new Segment(0, time("2026-03-01T12:00:00Z"), week);

        assertThat(segment.rateAt(time("2026-03-01T23:59:59Z"))).as("Sunday").isEqualTo(1);
        assertThat(segment.rateAt(time("2026-03-02T00:00:00Z"))).as("Monday").isEqualTo(7);
        assertThat(segment.rateAt(time("2026-03-06T23:59:59Z"))).as("Friday").isEqualTo(7);
        assertThat(segment.rateAt(time("2026-03-07T00:00:00Z"))).as("Saturday").isEqualTo(1);
    }

    @Test
    void aWeekAtTheHighestRateIsExact() {
        Pattern full = pattern("P7D", false, point("PT1H", 10_000_000), point("PT2H", 9_999_999));
        Segment segment = new Segment(0, START, full);
        long halves = 2L * 10_000_000 * 604_800 - 604_800;

        assertThat(segment.headAt(START + 604_800 * SECOND)).isEqualTo(halves / 2);
        assertThat(segment.timeOf(Long.MAX_VALUE - 1)).isEqualTo(Long.MAX_VALUE);
        assertThat(segment.headAt(Long.MAX_VALUE)).isPositive();
    }

    @Test
    void aQuietTimeHasNoEvents() {
        Pattern pattern = pattern("PT10S", true, point("PT2S", 5), point("PT4S", 0));
        long start = time("2026-03-02T00:00:00Z");
        Segment segment = new Segment(0, start, pattern);

        assertThat(segment.headAt(start + 2 * SECOND)).isZero();
        assertThat(segment.headAt(start + 4 * SECOND)).isEqualTo(10);
        assertThat(segment.headAt(start + 12 * SECOND)).isEqualTo(10);
        assertThat(segment.timeOf(10)).isEqualTo(start + 12 * SECOND + SECOND / 5);
    }

    @Test
    void refusesWhatIsNoPattern() {
        assertThatThrownBy(() -> pattern("PT0.999S", true, point("PT0S", 5)))
                .hasMessage("period is PT1S to PT168H, not PT0.999S");
        assertThatThrownBy(() -> pattern("P8D", true, point("PT0S", 5)))
                .hasMessage("period is PT1S to PT168H, not PT192H");
        assertThatThrownBy(() -> pattern("PT1M", true)).hasMessage("a pattern has 1 to 100 points, not 0");
        assertThatThrownBy(() -> new Pattern(Duration.ofMinutes(1), true, Collections.nCopies(101, point("PT1S", 1))))
                .hasMessage("a pattern has 1 to 100 points, not 101");
        assertThatThrownBy(() -> pattern("PT1M", true, point("PT60S", 5)))
                .hasMessage("points[0].at is PT0S or more and less than the period PT1M, not PT1M");
        assertThatThrownBy(() -> pattern("PT1M", true, point("PT-1S", 5)))
                .hasMessage("points[0].at is PT0S or more and less than the period PT1M, not PT-1S");
        assertThatThrownBy(() -> pattern("PT1M", true, point("PT3S", 5), point("PT3S", 6)))
                .hasMessage("points[1].at is later than that of the point before it, PT3S, not PT3S");
        assertThatThrownBy(() -> point("PT1S", 10_000_001))
                .hasMessage("eventsPerSecond is 0 to 10000000, not 10000001");
    }

    @Test
    void refusesAPatternThatNeverHasAnEvent() {
        List<Pattern.Point> still = List.of(point("PT0S", 0), point("PT1S", 0));
        assertThatThrownBy(() -> new Pattern(Duration.ofSeconds(5), false, still))
                .hasMessage("a pattern has at least one event in its period; to have none, stop the stream");
        assertThatThrownBy(() -> pattern("PT1S", true, point("PT0S", 1), point("PT0.5S", 0)))
                .hasMessage("a pattern has at least one event in its period; to have none, stop the stream");
    }
}

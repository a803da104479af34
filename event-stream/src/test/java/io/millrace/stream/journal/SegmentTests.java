package io.millrace.stream.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SegmentTests {
    private static final long START = EpochNanos.of(Instant.parse("2026-01-01T00:00:00Z"));
    private static final long TEN_YEARS_AT_FULL_RATE = 10_000_000L * 86_400 * 3653;

    @Property
    void theHeadPassesASequenceExactlyAtItsStreamTime(
            @ForAll @IntRange(min = 1, max = RateCurve.MAX_EVENTS_PER_SECOND) int rate,
            @ForAll @LongRange(min = 0, max = 1L << 60) long from,
            @ForAll @LongRange(min = 0, max = TEN_YEARS_AT_FULL_RATE) long count) {
        Segment segment = new Segment(from, START, rate);
        long sequence = from + count % (10L * 365 * 86_400 * rate);
        long time = segment.timeOf(sequence);

        assertThat(segment.headAt(time)).isGreaterThanOrEqualTo(sequence + 1);
        assertThat(segment.headAt(time - 1)).isLessThanOrEqualTo(sequence);
    }

    @Property
    void streamTimesAndHeadsNeverGoBack(
            @ForAll @IntRange(min = 1, max = RateCurve.MAX_EVENTS_PER_SECOND) int rate,
            @ForAll @LongRange(min = 0, max = 100_000_000_000L) long count,
            @ForAll @LongRange(min = 0, max = 10L * 365 * 86_400 * 1_000_000_000L) long elapsed,
            @ForAll @LongRange(min = 0, max = 10_000_000_000L) long more) {
        Segment segment = new Segment(5, START, rate);

        assertThat(segment.timeOf(5 + count + 1)).isGreaterThan(segment.timeOf(5 + count) - 1);
        assertThat(segment.headAt(START + elapsed + more)).isGreaterThanOrEqualTo(segment.headAt(START + elapsed));
    }

    @Property
    void bothDirectionsAreExactIntegerArithmetic(
            @ForAll @IntRange(min = 1, max = RateCurve.MAX_EVENTS_PER_SECOND) int rate,
            @ForAll @LongRange(min = 0, max = 200L * 365 * 86_400 * 1_000_000_000L) long elapsed) {
        Segment segment = new Segment(0, START, rate);
        BigInteger second = BigInteger.valueOf(1_000_000_000);
        BigInteger head =
                BigInteger.valueOf(elapsed).multiply(BigInteger.valueOf(rate)).divide(second);

        assertThat(segment.headAt(START + elapsed)).isEqualTo(head.longValueExact());
        if (head.signum() > 0) {
            BigInteger ceiling =
                    head.multiply(second).add(BigInteger.valueOf(rate - 1)).divide(BigInteger.valueOf(rate));
            assertThat(segment.timeOf(head.longValueExact() - 1)).isEqualTo(START + ceiling.longValueExact());
        }
    }

    @Test
    void aDayAtTheHighestRateHasExactlyItsEvents() {
        Segment segment = new Segment(1000, START, 10_000_000);

        assertThat(segment.headAt(START + Duration.ofDays(1).toNanos())).isEqualTo(1000 + 864_000_000_000L);
        assertThat(segment.timeOf(1000)).isEqualTo(START + 100);
    }

    @Test
    void theHeadStandsStillBeforeTheSegmentOpensAndWhileTheRateIsZero() {
        Segment stopped = new Segment(42, START, 0);

        assertThat(new Segment(42, START, 1000).headAt(START - 1)).isEqualTo(42);
        assertThat(new Segment(42, START, 1000).headAt(Long.MIN_VALUE)).isEqualTo(42);
        assertThat(stopped.headAt(START + Duration.ofDays(365).toNanos())).isEqualTo(42);
        assertThatThrownBy(() -> stopped.timeOf(42))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sequence 42 is not in Segment[from=42, at=" + START
                        + ", curve=ConstantRate[eventsPerSecond=0]]");
        assertThatThrownBy(() -> new Segment(42, START, 1).timeOf(41)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void endsAtTheEndOfTimeInsteadOfOverflowing() {
        Segment slow = new Segment(0, START, 1);

        assertThat(slow.timeOf(Long.MAX_VALUE - 1)).isEqualTo(Long.MAX_VALUE);
        assertThat(slow.timeOf(9_000_000_000L)).isEqualTo(Long.MAX_VALUE);
        assertThat(slow.headAt(Long.MAX_VALUE)).isEqualTo((Long.MAX_VALUE - START) / 1_000_000_000L);
        assertThat(new Segment(0, -START, 1).headAt(Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE / 1_000_000_000L);
        assertThat(new Segment(Long.MAX_VALUE - 1, START, 1000).headAt(Long.MAX_VALUE))
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void refusesImpossibleSegments() {
        assertThatThrownBy(() -> new Segment(-1, START, 1))
                .hasMessage("a segment starts at sequence 0 or later, not -1");
        assertThatThrownBy(() -> new Segment(0, START, -1)).hasMessage("eventsPerSecond is 0 to 10000000, not -1");
        assertThatThrownBy(() -> new Segment(0, START, 10_000_001))
                .hasMessage("eventsPerSecond is 0 to 10000000, not 10000001");
    }
}

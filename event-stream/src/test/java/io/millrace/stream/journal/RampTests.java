package io.millrace.stream.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RampTests {
    private static final long START = EpochNanos.of(Instant.parse("2026-01-01T00:00:00Z"));
    private static final long SECOND = 1_000_000_000L;

    @Property
    void theHeadPassesASequenceExactlyAtItsStreamTime(@ForAll long seed) {
        Segment segment = new Segment(7, START, Curves.ramp(seed));
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            long sequence = 6 + Curves.spread(random, 1_000_000_000_000L);
            long time = segment.holds(sequence) ? segment.timeOf(sequence) : Long.MAX_VALUE;
            if (time < Long.MAX_VALUE) {
                assertThat(segment.headAt(time)).isGreaterThan(sequence);
                assertThat(segment.headAt(time - 1)).isLessThanOrEqualTo(sequence);
            }
        }
    }

    @Property
    void headsNeverGoBackAndEndAtTheNumberOfEvents(@ForAll long seed) {
        Ramp ramp = Curves.ramp(seed);
        Segment segment = new Segment(7, START, ramp);
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            long early = random.nextLong(2 * ramp.over().toNanos());
            long late = early + Curves.spread(random, ramp.over().toNanos());
            assertThat(segment.headAt(START + late)).isGreaterThanOrEqualTo(segment.headAt(START + early));
        }
        if (ramp.toEventsPerSecond() == 0) {
            long end = segment.headAt(Long.MAX_VALUE);
            assertThat(segment.holds(end)).isFalse();
            assertThat(end == 7 || segment.holds(end - 1)).isTrue();
        }
    }

    @Property
    void aRampHasHalfTheEventsOfBothItsRates(@ForAll long seed) {
        Ramp ramp = Curves.ramp(seed);
        Segment segment = new Segment(0, START, ramp);
        long over = ramp.over().toNanos();
        long exact = BigInteger.valueOf(over)
                .multiply(BigInteger.valueOf(ramp.fromEventsPerSecond() + ramp.toEventsPerSecond()))
                .divide(BigInteger.valueOf(2 * SECOND))
                .longValueExact();

        assertThat(segment.headAt(START + over)).isEqualTo(exact);
        assertThat(segment.headAt(START + over + 3 * SECOND)).isEqualTo(exact + 3L * ramp.toEventsPerSecond());
    }

    @Test
    void followsTheStraightLine() {
        Segment segment = new Segment(0, START, new Ramp(0, 1000, Duration.ofSeconds(64)));

        assertThat(segment.headAt(START + 32 * SECOND)).isEqualTo(8_000);
        assertThat(segment.headAt(START + 64 * SECOND)).isEqualTo(32_000);
        assertThat(segment.headAt(START + 65 * SECOND)).isEqualTo(33_000);
        assertThat(segment.timeOf(7_999)).isEqualTo(START + 32 * SECOND);
        assertThat(segment.timeOf(32_000)).isEqualTo(START + 64 * SECOND + 1_000_000);
        assertThat(segment.rateAt(START + 16 * SECOND)).isEqualTo(250);
        assertThat(segment.rateAt(START + 64 * SECOND)).isEqualTo(1000);
        assertThat(segment.rateAt(START - 1)).isZero();
        for (long second = 1; second <= 64; second++) {
            // a piece is a second long here, and meets the line at both ends
            assertThat(segment.headAt(START + second * SECOND)).isEqualTo(second * second * 1000 / 128);
        }
    }

    @Test
    void standsStillAfterARampToNothing() {
        Segment segment = new Segment(100, START, new Ramp(10, 0, Duration.ofSeconds(10)));

        assertThat(segment.headAt(START + 10 * SECOND)).isEqualTo(150);
        assertThat(segment.headAt(START + 10_000 * SECOND)).isEqualTo(150);
        assertThat(segment.holds(149)).isTrue();
        assertThat(segment.holds(150)).isFalse();
        assertThatThrownBy(() -> segment.timeOf(150))
                .hasMessage("sequence 150 is not in Segment[from=100, at=" + START
                        + ", curve=Ramp[fromEventsPerSecond=10, toEventsPerSecond=0, over=PT10S]]");
    }

    @Test
    void theSteepestAndLongestRampIsExactToo() {
        Segment segment = new Segment(0, START, new Ramp(0, 10_000_000, Duration.ofDays(1)));

        assertThat(segment.headAt(START + 43_200 * SECOND)).isEqualTo(108_000_000_000L);
        assertThat(segment.headAt(START + 86_400 * SECOND)).isEqualTo(432_000_000_000L);
        assertThat(segment.timeOf(432_000_000_000L)).isEqualTo(START + 86_400 * SECOND + 100);
        assertThat(segment.timeOf(Long.MAX_VALUE - 1)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void settlesAtItsEnd() {
        assertThat(new Ramp(3, 9, Duration.ofSeconds(1)).settled()).isEqualTo(new ConstantRate(9));
    }

    @Test
    void refusesImpossibleRamps() {
        assertThatThrownBy(() -> new Ramp(-1, 5, Duration.ofSeconds(1)))
                .hasMessage("fromEventsPerSecond is 0 to 10000000, not -1");
        assertThatThrownBy(() -> new Ramp(1, 10_000_001, Duration.ofSeconds(1)))
                .hasMessage("toEventsPerSecond is 0 to 10000000, not 10000001");
        assertThatThrownBy(() -> new Ramp(1, 5, Duration.ZERO))
                .hasMessage("over is more than PT0S and PT24H at most, not PT0S");
        assertThatThrownBy(() -> new Ramp(1, 5, Duration.ofSeconds(-1)))
                .hasMessage("over is more than PT0S and PT24H at most, not PT-1S");
        assertThatThrownBy(() -> new Ramp(1, 5, Duration.ofDays(1).plusNanos(1)))
                .hasMessage("over is more than PT0S and PT24H at most, not PT24H0.000000001S");
    }
}

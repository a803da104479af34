package io.millrace.analytics.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RateTests {
    private static Rate of(int windows, long events) {
        Rate rate = Rate.NONE;
        for (int i = 0; i < windows; i++) {
            rate = rate.plus(events);
        }
        return rate;
    }

    @Property(tries = 200)
    void isThePlainMeanAndVarianceOfTheFirstWindows(
            @ForAll @Size(min = 1, max = 11) List<@IntRange(max = 5000) Integer> counts) {
        Rate rate = Rate.NONE;
        for (int count : counts) {
            rate = rate.plus(count);
        }
        double mean = counts.stream().mapToInt(count -> count).average().orElseThrow();
        double variance = counts.stream()
                .mapToDouble(count -> (count - mean) * (count - mean))
                .average()
                .orElseThrow();

        assertThat(rate.mean()).isCloseTo(mean, within(1e-6));
        assertThat(rate.variance()).isCloseTo(variance, within(1e-3));
        assertThat(rate.windows()).isEqualTo(counts.size());
    }

    @Test
    void forgetsOldWindowsLittleByLittle() {
        Rate rate = of(1000, 100);
        for (int i = 0; i < 128; i++) {
            rate = rate.plus(110);
        }
        // 110 - 10 * (127/128)^128
        assertThat(rate.mean()).isCloseTo(106.336, within(0.001));
    }

    @Test
    void takesNoHostForMoreRegularThanEventsAtRandom() {
        Rate rate = of(Rate.ENOUGH_WINDOWS, 9);

        assertThat(rate.variance()).isZero();
        assertThat(rate.deviation()).isEqualTo(3);
        assertThat(rate.isSpike(21)).isFalse();
        assertThat(rate.isSpike(22)).isTrue();
    }

    @Test
    void takesAFewEventsForNoSpike() {
        Rate rate = of(Rate.ENOUGH_WINDOWS, 0).plus(1);

        assertThat(rate.ceiling()).isLessThan(2);
        assertThat(rate.isSpike(Rate.LEAST_SPIKE - 1)).isFalse();
        assertThat(rate.isSpike(Rate.LEAST_SPIKE)).isTrue();
    }

    @Test
    void takesWhatIsNotTwiceTheGreatestRecentWindowForNoSpike() {
        Rate rate = of(Rate.ENOUGH_WINDOWS, 100);

        assertThat(rate.ceiling()).isEqualTo(140);
        assertThat(rate.isSpike(200)).isFalse();
        assertThat(rate.isSpike(201)).isTrue();
    }

    @Test
    void takesARiseForASpikeOnceAndAgainWhenTheLastIsForgotten() {
        Rate rate = of(Rate.ENOUGH_WINDOWS, 100);
        assertThat(rate.isSpike(300)).isTrue();

        rate = rate.plus(300);
        assertThat(rate.isSpike(300)).isFalse();
        assertThat(rate.isSpike(601)).isTrue();

        for (int i = 0; i < 200; i++) {
            rate = rate.plus(100);
        }
        assertThat(rate.isSpike(300)).isTrue();
    }

    @Test
    void tellsNothingBeforeItKnowsEnoughWindows() {
        Rate rate = of(Rate.ENOUGH_WINDOWS - 1, 100);

        assertThat(rate.isSpike(1_000_000)).isFalse();
        assertThat(rate.silenceAfter(1000)).isZero();
        assertThat(rate.plus(100).isSpike(1_000_000)).isTrue();
        assertThat(rate.plus(100).silenceAfter(1000)).isEqualTo(1);
    }

    @Test
    void waitsForAsManyEmptyWindowsAsMakeASilenceImprobable() {
        assertThat(of(20, 17).silenceAfter(1000)).isEqualTo(1);
        assertThat(of(20, 16).silenceAfter(1000)).isEqualTo(2);
        assertThat(of(20, 5).silenceAfter(1000)).isEqualTo(4);
        assertThat(of(20, 1).silenceAfter(1000)).isEqualTo(17);
        assertThat(of(20, 1).silenceAfter(17)).isEqualTo(17);
        assertThat(of(20, 1).silenceAfter(16)).isZero();
        assertThat(of(20, 0).silenceAfter(1000)).isZero();
    }

    @Test
    void learnsEmptyWindowsAndIsDoneWithThemInBoundedTime() {
        assertThat(of(20, 10).plusEmpty(3)).isEqualTo(of(20, 10).plus(0).plus(0).plus(0));
        assertThat(of(20, 10).plusEmpty(Long.MAX_VALUE).mean()).isLessThan(0.001);
    }
}

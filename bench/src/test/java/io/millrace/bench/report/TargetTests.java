package io.millrace.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TargetTests {
    @Test
    void isMetAtItsBoundAndBeyond() {
        assertThat(Target.atLeast("speed", 10, 10, "x").isMet()).isTrue();
        assertThat(Target.atLeast("speed", 9.99, 10, "x").isMet()).isFalse();
        assertThat(Target.atMost("delay", 250, 250, "ms").isMet()).isTrue();
        assertThat(Target.atMost("delay", 250.1, 250, "ms").isMet()).isFalse();
    }

    @Test
    void saysWhatItIsAndWhatItShouldBe() {
        assertThat(Target.atLeast("events/s of the naive producer's", 12.345, 10, "x")
                        .line())
                .isEqualTo("events/s of the naive producer's                      12.35 x     target >= 10 x     met");
        assertThat(Target.atMost("allocated per event", 2, 0.5, "B").line())
                .isEqualTo(
                        "allocated per event                                    2.00 B     target <= 0.5 B     missed");
    }

    @Test
    void aFigureThatIsNoneMeetsNothing() {
        assertThat(Target.atLeast("speed", Double.NaN, 10, "x").isMet()).isFalse();
        assertThat(Target.atMost("delay", Double.NaN, 10, "ms").isMet()).isFalse();
    }

    @Test
    void theMedianIsTheMiddleOfTheSortedValues() {
        assertThat(Median.of(List.of(9.0, 1.0, 5.0))).isEqualTo(5);
        assertThat(Median.of(List.of(9.0, 1.0, 5.0, 6.0))).isEqualTo(5.5);
        assertThatThrownBy(() -> Median.of(List.of())).hasMessage("there is no median of nothing");
    }
}

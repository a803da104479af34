package io.millrace.submitter.reconcile;

import static io.millrace.submitter.reconcile.Given.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AbsencesTests {

    private final Absences absences = new Absences(Duration.ofSeconds(10));

    @BeforeEach
    void start() {
        absences.of("first start");
    }

    @Test
    void isLongEnoughAfterThreeLooksAndTheTimeOfGrace() {
        assertThat(lacks(0)).isFalse();
        assertThat(lacks(10)).isFalse();
        assertThat(lacks(10)).isTrue();
    }

    @Test
    void isNotLongEnoughBeforeTheTimeOfGraceHoweverOftenItIsLookedAt() {
        for (int look = 0; look < 10; look++) {
            assertThat(lacks(look)).isFalse();
        }
        assertThat(lacks(10)).isTrue();
    }

    @Test
    void beginsAnewWhenItWasSeen() {
        lackedLongEnough();

        absences.seen("id");

        assertThat(lacks(20)).isFalse();
    }

    @Test
    void beginsAnewWithAnotherStartOfTheCluster() {
        lackedLongEnough();

        absences.of("second start");

        assertThat(lacks(20)).isFalse();
        assertThat(lacks(30)).isFalse();
        absences.of("second start");
        assertThat(lacks(30)).isTrue();
    }

    @Test
    void forgetsWhatIsNotLookedForAnyMore() {
        lackedLongEnough();

        absences.retain(Set.of("other"));

        assertThat(lacks(20)).isFalse();
    }

    private void lackedLongEnough() {
        lacks(0);
        lacks(10);
        assertThat(lacks(10)).isTrue();
    }

    private boolean lacks(long second) {
        return absences.longEnough("id", START.plusSeconds(second));
    }
}

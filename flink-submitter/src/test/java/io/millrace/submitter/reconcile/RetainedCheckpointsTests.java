package io.millrace.submitter.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetainedCheckpointsTests {

    private static final String RETENTION = "execution.checkpointing.externalized-checkpoint-retention";
    private static final String NUMBER = "execution.checkpointing.num-retained";

    @Test
    void keepsThreeWhenAJobEnds() {
        assertThat(RetainedCheckpoints.CONFIGURATION)
                .isEqualTo(Map.of(RETENTION, "RETAIN_ON_CANCELLATION", NUMBER, "3"));
        assertThat(RetainedCheckpoints.refusal(RetainedCheckpoints.CONFIGURATION))
                .isEmpty();
    }

    @Test
    void letsAJobKeepMore() {
        assertThat(RetainedCheckpoints.refusal(Map.of())).isEmpty();
        assertThat(RetainedCheckpoints.refusal(Map.of(NUMBER, "10", "pipeline.name", "a")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE_ON_CANCELLATION", "NO_EXTERNALIZED_CHECKPOINTS", ""})
    void refusesToLoseThemWithTheJob(String retention) {
        assertThat(RetainedCheckpoints.refusal(Map.of(RETENTION, retention)))
                .contains("'" + RETENTION + "' must be RETAIN_ON_CANCELLATION, not '" + retention + "'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "0", "-3", "three", "", "9999999999"})
    void refusesToKeepTooFewToWalkBack(String number) {
        assertThat(RetainedCheckpoints.refusal(Map.of(NUMBER, number)))
                .contains("'" + NUMBER + "' must be a number of at least 3, not '" + number + "'.");
    }
}

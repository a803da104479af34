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
    void keepsThemWhenAJobEnds() {
        assertThat(RetainedCheckpoints.CONFIGURATION).isEqualTo(Map.of(RETENTION, "RETAIN_ON_CANCELLATION"));
        assertThat(RetainedCheckpoints.refusal(RetainedCheckpoints.CONFIGURATION))
                .isEmpty();
        assertThat(RetainedCheckpoints.refusal(Map.of("pipeline.name", "a"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE_ON_CANCELLATION", "NO_EXTERNALIZED_CHECKPOINTS", ""})
    void refusesToLoseThemWithTheJob(String retention) {
        assertThat(RetainedCheckpoints.refusal(Map.of(RETENTION, retention)))
                .contains("'" + RETENTION + "' must be RETAIN_ON_CANCELLATION, not '" + retention + "'.");
    }

    @Test
    void refusesANumberThatWouldHaveNoEffect() {
        assertThat(RetainedCheckpoints.refusal(Map.of(NUMBER, "10")))
                .contains("'" + NUMBER + "' has no effect for one job; set it for the cluster.");
    }
}

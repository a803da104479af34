package io.millrace.analytics.logon;

import static io.millrace.analytics.logon.LogonEvents.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.stream.result.LogonRatio;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Harnesses declare that closing them may be interrupted.
class LogonRatiosTests {
    private static KeyedOneInputStreamOperatorTestHarness<String, LogonRatio, LogonRatio> harness(
            int parallelism, int subtask) throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, LogonRatio, LogonRatio> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new LogonRatios(SETTINGS)),
                        LogonRatio::id,
                        Types.STRING,
                        128,
                        parallelism,
                        subtask);
        harness.setup();
        return harness;
    }

    private static LogonRatio logons(long start, String user, long failures, long total) {
        return LogonRatio.of("demo", "s1", SETTINGS.windowOf(start), LogonRatio.USER, user, failures, total);
    }

    @Test
    void emitsOneSumWhenTheWindowIsClosedIfThereIsAFailureInIt() throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<String, LogonRatio, LogonRatio> harness = harness(1, 0)) {
            harness.open();
            harness.processElement(logons(0, "anna", 0, 5), 0);
            harness.processElement(logons(0, "bob", 0, 7), 0);
            harness.processElement(logons(10_000, "anna", 1, 1), 10_000);
            // After the window's end, within the lateness allowed.
            harness.processWatermark(10_998);
            harness.processElement(logons(0, "anna", 2, 2), 0);
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.processWatermark(10_999);
            assertThat(harness.extractOutputValues()).containsExactly(logons(0, "anna", 2, 7));

            harness.processWatermark(20_999);
            assertThat(harness.extractOutputValues())
                    .containsExactly(logons(0, "anna", 2, 7), logons(10_000, "anna", 1, 1));
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void goesOnCountingAtAnotherParallelism() throws Exception {
        OperatorSubtaskState state;
        try (KeyedOneInputStreamOperatorTestHarness<String, LogonRatio, LogonRatio> harness = harness(1, 0)) {
            harness.open();
            for (int user = 0; user < 50; user++) {
                harness.processElement(logons(0, "user-" + user, user % 2, 1 + user), 0);
            }
            state = harness.snapshot(1, 1);
        }
        List<LogonRatio> emitted = new ArrayList<>();
        for (int subtask = 0; subtask < 3; subtask++) {
            try (KeyedOneInputStreamOperatorTestHarness<String, LogonRatio, LogonRatio> harness = harness(3, subtask)) {
                harness.initializeState(
                        AbstractStreamOperatorTestHarness.repartitionOperatorState(state, 128, 1, 3, subtask));
                harness.open();
                harness.processWatermark(10_999);
                emitted.addAll(harness.extractOutputValues());
            }
        }
        assertThat(emitted)
                .hasSize(25)
                .contains(logons(0, "user-1", 1, 2), logons(0, "user-49", 1, 50))
                .doesNotHaveDuplicates();
    }
}

package io.millrace.analytics.window;

import static io.millrace.analytics.window.SampleEvents.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.stream.result.Dimension;
import io.millrace.stream.result.WindowCount;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Harnesses declare that closing them may be interrupted.
class WindowCountsTests {
    private static KeyedOneInputStreamOperatorTestHarness<String, WindowCount, WindowCount> harness(
            int parallelism, int subtask) throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, WindowCount, WindowCount> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new WindowCounts(SETTINGS)),
                        WindowCount::id,
                        Types.STRING,
                        128,
                        parallelism,
                        subtask);
        harness.setup();
        return harness;
    }

    private static WindowCount count(long start, int eventId, long events) {
        return WindowCount.of(
                "demo", "s1", SETTINGS.windowOf(start), Dimension.EVENT_ID, Integer.toString(eventId), events);
    }

    @Test
    void emitsOneSumWhenTheWindowIsClosed() throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<String, WindowCount, WindowCount> harness = harness(1, 0)) {
            harness.open();
            harness.processElement(count(0, 4624, 5), 0);
            harness.processElement(count(10_000, 4624, 1), 10_000);
            harness.processElement(count(0, 4624, 7), 0);
            harness.processWatermark(10_998);
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.processWatermark(10_999);
            assertThat(harness.extractOutputValues()).containsExactly(count(0, 4624, 12));

            harness.processWatermark(20_999);
            assertThat(harness.extractOutputValues()).containsExactly(count(0, 4624, 12), count(10_000, 4624, 1));
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void goesOnCountingAtAnotherParallelism() throws Exception {
        OperatorSubtaskState state;
        try (KeyedOneInputStreamOperatorTestHarness<String, WindowCount, WindowCount> harness = harness(1, 0)) {
            harness.open();
            for (int eventId = 1; eventId <= 50; eventId++) {
                harness.processElement(count(0, eventId, eventId), 0);
            }
            state = harness.snapshot(1, 1);
        }
        List<WindowCount> emitted = new ArrayList<>();
        for (int subtask = 0; subtask < 3; subtask++) {
            try (KeyedOneInputStreamOperatorTestHarness<String, WindowCount, WindowCount> harness =
                    harness(3, subtask)) {
                harness.initializeState(
                        AbstractStreamOperatorTestHarness.repartitionOperatorState(state, 128, 1, 3, subtask));
                harness.open();
                harness.processWatermark(10_999);
                emitted.addAll(harness.extractOutputValues());
            }
        }
        assertThat(emitted)
                .hasSize(50)
                .contains(count(0, 1, 1), count(0, 50, 50))
                .doesNotHaveDuplicates();
    }
}

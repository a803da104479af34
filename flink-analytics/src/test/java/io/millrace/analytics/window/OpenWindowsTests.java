package io.millrace.analytics.window;

import static io.millrace.analytics.window.SampleEvents.SETTINGS;
import static io.millrace.analytics.window.SampleEvents.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.stream.result.WindowCount;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Harnesses declare that closing them may be interrupted.
class OpenWindowsTests {
    private final PreAggregation operator = new PreAggregation(SETTINGS, 1000);

    @Test
    void countsEventsUntilTheirWindowIsClosedAlsoOverARestore() throws Exception {
        OperatorSubtaskState state;
        try (OneInputStreamOperatorTestHarness<ReceivedEvent, WindowCount> harness =
                new OneInputStreamOperatorTestHarness<>(operator)) {
            harness.open();
            harness.processElement(event(1, 500, 4624), 500);
            harness.processElement(event(2, 600, 4624), 600);
            harness.processElement(event(3, 12_000, 4624), 12_000);
            assertThat(operator.openWindowEvents()).isEqualTo(3);
            harness.processWatermark(10_999);
            assertThat(operator.openWindowEvents()).isEqualTo(1);
            harness.prepareSnapshotPreBarrier(1);
            state = harness.snapshot(1, 1);
        }
        PreAggregation restored = new PreAggregation(SETTINGS, 1000);
        try (OneInputStreamOperatorTestHarness<ReceivedEvent, WindowCount> harness =
                new OneInputStreamOperatorTestHarness<>(restored)) {
            harness.initializeState(state);
            harness.open();
            harness.processElement(event(4, 12_001, 4624), 12_001);

            assertThat(restored.openWindowEvents()).isEqualTo(2);
            harness.processWatermark(20_999);
            assertThat(restored.openWindowEvents()).isZero();
        }
    }
}

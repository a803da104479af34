package io.millrace.analytics.window;

import static io.millrace.analytics.window.SampleEvents.SETTINGS;
import static io.millrace.analytics.window.SampleEvents.event;
import static io.millrace.analytics.window.SampleEvents.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.stream.result.DeadLetter;
import io.millrace.stream.result.LateEvent;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Harnesses declare that closing them may be interrupted.
class EventRouterTests {
    private static final OutputTag<DeadLetter> DEAD_LETTERS =
            new OutputTag<>("dead-letters", TypeInformation.of(DeadLetter.class));
    private static final OutputTag<LateEvent> LATE_EVENTS =
            new OutputTag<>("late", TypeInformation.of(LateEvent.class));

    private static OneInputStreamOperatorTestHarness<ReceivedEvent, ReceivedEvent> harness(int parallelism, int subtask)
            throws Exception {
        OneInputStreamOperatorTestHarness<ReceivedEvent, ReceivedEvent> harness =
                new OneInputStreamOperatorTestHarness<>(
                        new EventRouter(SETTINGS, DEAD_LETTERS, LATE_EVENTS), 128, parallelism, subtask);
        harness.setup();
        return harness;
    }

    private static List<Long> sequences(OneInputStreamOperatorTestHarness<ReceivedEvent, ReceivedEvent> harness) {
        return harness.extractOutputValues().stream()
                .map(ReceivedEvent::sequence)
                .toList();
    }

    private static <T> List<T> side(AbstractStreamOperatorTestHarness<?> harness, OutputTag<T> tag) {
        Queue<StreamRecord<T>> records = harness.getSideOutput(tag);
        return records == null
                ? List.of()
                : records.stream().map(StreamRecord::getValue).toList();
    }

    @Test
    void putsEventsAsideFromTheMomentTheirWindowIsClosed() throws Exception {
        try (OneInputStreamOperatorTestHarness<ReceivedEvent, ReceivedEvent> harness = harness(1, 0)) {
            harness.open();
            harness.processWatermark(10_998);
            harness.processElement(event(1, 9_999, 4624), 9_999);
            harness.processWatermark(10_999);
            harness.processElement(event(2, 9_999, 4624), 9_999);
            harness.processElement(event(3, 10_000, 4624), 10_000);

            assertThat(sequences(harness)).containsExactly(1L, 3L);
            assertThat(side(harness, LATE_EVENTS))
                    .containsExactly(LateEvent.of(
                            "demo",
                            "s1",
                            2,
                            Instant.ofEpochMilli(9_999),
                            SETTINGS.windowOf(0),
                            SampleEvents.record(2, 9_999, 4624)));
        }
    }

    @Test
    void putsLinesThatAreNoEventsAsideHoweverLateTheyAre() throws Exception {
        try (OneInputStreamOperatorTestHarness<ReceivedEvent, ReceivedEvent> harness = harness(1, 0)) {
            harness.open();
            harness.processWatermark(50_000);
            harness.processElement(unreadable(4, 1_000, "not-json"), 1_000);

            assertThat(sequences(harness)).isEmpty();
            assertThat(side(harness, LATE_EVENTS)).isEmpty();
            assertThat(side(harness, DEAD_LETTERS))
                    .containsExactly(DeadLetter.of("demo", "s1", 4, "not-json", "rub", 7));
        }
    }

    @Test
    void remembersAfterARestoreWhichWindowsTheSlowestBusySubtaskHadClosed() throws Exception {
        OperatorSubtaskState state;
        try (OneInputStreamOperatorTestHarness<ReceivedEvent, ReceivedEvent> slow = harness(3, 0);
                OneInputStreamOperatorTestHarness<ReceivedEvent, ReceivedEvent> fast = harness(3, 1);
                OneInputStreamOperatorTestHarness<ReceivedEvent, ReceivedEvent> idle = harness(3, 2)) {
            slow.open();
            fast.open();
            idle.open();
            slow.processWatermark(20_999);
            fast.processWatermark(50_000);
            idle.processWatermarkStatus(WatermarkStatus.IDLE);
            state = AbstractStreamOperatorTestHarness.repackageState(
                    slow.snapshot(1, 1), fast.snapshot(1, 1), idle.snapshot(1, 1));
        }
        for (int subtask = 0; subtask < 2; subtask++) {
            try (OneInputStreamOperatorTestHarness<ReceivedEvent, ReceivedEvent> restored = harness(2, subtask)) {
                restored.initializeState(
                        AbstractStreamOperatorTestHarness.repartitionOperatorState(state, 128, 3, 2, subtask));
                restored.open();
                restored.processElement(event(1, 19_999, 4624), 19_999);
                restored.processElement(event(2, 20_000, 4624), 20_000);

                assertThat(sequences(restored)).containsExactly(2L);
                assertThat(side(restored, LATE_EVENTS))
                        .extracting(LateEvent::sequence)
                        .containsExactly(1L);
            }
        }
    }
}

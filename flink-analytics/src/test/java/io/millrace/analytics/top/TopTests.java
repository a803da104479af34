package io.millrace.analytics.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.analytics.settings.WindowSettings;
import io.millrace.stream.result.Dimension;
import io.millrace.stream.result.LogonRatio;
import io.millrace.stream.result.TopKeys;
import io.millrace.stream.result.TopKeys.Entry;
import io.millrace.stream.result.WindowCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Harnesses declare that closing them may be interrupted.
class TopTests {
    private static final WindowSettings SETTINGS =
            new WindowSettings("demo", Duration.ofSeconds(10), Duration.ofSeconds(1));

    private static OneInputStreamOperatorTestHarness<WindowCount, TopKeys> preRanking(int most, int mostGroups)
            throws Exception {
        return new OneInputStreamOperatorTestHarness<>(new PreRanking<>("demo", most, mostGroups, Candidates::counted));
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, TopKeys, TopKeys> top(
            int most, int parallelism, int subtask) throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, TopKeys, TopKeys> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(new TopOfWindow(SETTINGS, most)),
                        TopKeys::id,
                        Types.STRING,
                        128,
                        parallelism,
                        subtask);
        harness.setup();
        return harness;
    }

    private static WindowCount count(long start, Dimension dimension, String key, long events) {
        return WindowCount.of("demo", "s1", SETTINGS.windowOf(start), dimension, key, events);
    }

    private static TopKeys keys(long start, String dimension, Entry... entries) {
        return TopKeys.of("demo", "s1", SETTINGS.windowOf(start), dimension, List.of(entries));
    }

    @Test
    void sendsOnlyTheFirstOfAWindowJustBeforeTheWatermark() throws Exception {
        try (OneInputStreamOperatorTestHarness<WindowCount, TopKeys> harness = preRanking(2, 100)) {
            harness.open();
            harness.processElement(count(0, Dimension.EVENT_ID, "4624", 3), 0);
            for (int i = 0; i < 1000; i++) {
                harness.processElement(count(0, Dimension.EVENT_ID, Integer.toString(5000 + i), 1), 0);
            }
            harness.processElement(count(0, Dimension.COMPUTER, "host", 9), 0);
            harness.processElement(count(10_000, Dimension.EVENT_ID, "4625", 1), 10_000);
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.processWatermark(20_999);

            assertThat(harness.extractOutputValues())
                    .containsExactlyInAnyOrder(
                            keys(0, "eventId", new Entry("4624", 3), new Entry("5000", 1)),
                            keys(0, "computer", new Entry("host", 9)),
                            keys(10_000, "eventId", new Entry("4625", 1)));
            assertThat(harness.getOutput()).last().isEqualTo(new Watermark(20_999));
        }
    }

    @Test
    void ranksNeitherOtherDimensionsNorEventsWithoutAValue() throws Exception {
        try (OneInputStreamOperatorTestHarness<WindowCount, TopKeys> harness = preRanking(2, 100)) {
            harness.open();
            harness.processElement(count(0, Dimension.TOTAL, Dimension.ALL, 9), 0);
            harness.processElement(count(0, Dimension.LEVEL, "Error", 9), 0);
            harness.processElement(count(0, Dimension.COMPUTER, Dimension.ABSENT, 9), 0);
            harness.processElement(count(0, Dimension.EVENT_ID, Dimension.ABSENT, 9), 0);
            harness.processWatermark(20_999);

            assertThat(harness.extractOutputValues()).isEmpty();
        }
    }

    @Test
    void ranksNothingWhereNoneAreAskedFor() throws Exception {
        try (OneInputStreamOperatorTestHarness<WindowCount, TopKeys> harness = preRanking(0, 100)) {
            harness.open();
            harness.processElement(count(0, Dimension.EVENT_ID, "4624", 3), 0);
            harness.processWatermark(20_999);

            assertThat(harness.extractOutputValues()).isEmpty();
        }
    }

    @Test
    void ranksUsersByTheirFailures() throws Exception {
        try (OneInputStreamOperatorTestHarness<LogonRatio, TopKeys> harness = new OneInputStreamOperatorTestHarness<>(
                new PreRanking<LogonRatio>("demo", 2, 100, Candidates::failing))) {
            harness.open();
            for (String user : List.of("a", "b", "c")) {
                harness.processElement(
                        LogonRatio.of("demo", "s1", SETTINGS.windowOf(0), LogonRatio.USER, user, user.charAt(0), 500),
                        0);
            }
            harness.processElement(
                    LogonRatio.of("demo", "s1", SETTINGS.windowOf(0), LogonRatio.ADDRESS, "10.0.0.1", 400, 400), 0);
            harness.processElement(LogonRatio.of("demo", "s1", SETTINGS.windowOf(0), LogonRatio.USER, "d", 0, 1), 0);
            harness.processWatermark(20_999);

            assertThat(harness.extractOutputValues())
                    .containsExactly(keys(0, "failingUser", new Entry("c", 'c'), new Entry("b", 'b')));
        }
    }

    @Test
    void keepsNothingOverACheckpointAndNotTooManyWindows() throws Exception {
        try (OneInputStreamOperatorTestHarness<WindowCount, TopKeys> harness = preRanking(2, 3)) {
            harness.open();
            harness.processElement(count(0, Dimension.EVENT_ID, "4624", 3), 0);
            harness.prepareSnapshotPreBarrier(1);
            assertThat(harness.extractOutputValues()).containsExactly(keys(0, "eventId", new Entry("4624", 3)));

            for (int i = 0; i < 4; i++) {
                harness.processElement(count(i * 10_000L, Dimension.COMPUTER, "host", 1), i * 10_000L);
            }
            assertThat(harness.extractOutputValues()).hasSize(5);
        }
    }

    @Test
    void mergesTheSubtasksRankingsAndEmitsThemOnce() throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<String, TopKeys, TopKeys> harness = top(3, 1, 0)) {
            harness.open();
            harness.processElement(keys(0, "eventId", new Entry("d", 9), new Entry("b", 2)), 0);
            harness.processElement(keys(0, "computer", new Entry("host", 1)), 0);
            harness.processElement(keys(0, "eventId", new Entry("c", 9), new Entry("a", 2)), 0);
            harness.processWatermark(10_998);
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.processWatermark(10_999);
            harness.processWatermark(50_000);

            assertThat(harness.extractOutputValues())
                    .containsExactlyInAnyOrder(
                            keys(0, "eventId", new Entry("c", 9), new Entry("d", 9), new Entry("a", 2)),
                            keys(0, "computer", new Entry("host", 1)));
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    @Test
    void goesOnAtAnotherParallelismAndWithAnotherNumber() throws Exception {
        OperatorSubtaskState state;
        try (KeyedOneInputStreamOperatorTestHarness<String, TopKeys, TopKeys> harness = top(3, 1, 0)) {
            harness.open();
            for (int window = 0; window < 20; window++) {
                harness.processElement(
                        keys(window * 10_000L, "eventId", new Entry("a", 3), new Entry("b", 2), new Entry("c", 1)), 0);
            }
            state = harness.snapshot(1, 1);
        }
        List<TopKeys> emitted = new ArrayList<>();
        for (int subtask = 0; subtask < 3; subtask++) {
            try (KeyedOneInputStreamOperatorTestHarness<String, TopKeys, TopKeys> harness = top(2, 3, subtask)) {
                harness.initializeState(
                        AbstractStreamOperatorTestHarness.repartitionOperatorState(state, 128, 1, 3, subtask));
                harness.open();
                harness.processWatermark(300_000);
                emitted.addAll(harness.extractOutputValues());
            }
        }
        assertThat(emitted)
                .hasSize(20)
                .doesNotHaveDuplicates()
                .contains(keys(190_000, "eventId", new Entry("a", 3), new Entry("b", 2)))
                .allSatisfy(keys -> assertThat(keys.entries()).containsExactly(new Entry("a", 3), new Entry("b", 2)));
    }
}

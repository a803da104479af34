package io.millrace.analytics.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.analytics.settings.TrendSettings;
import io.millrace.analytics.settings.WindowSettings;
import io.millrace.stream.result.BaselineAlert;
import io.millrace.stream.result.BaselineAlert.Alert;
import io.millrace.stream.result.Dimension;
import io.millrace.stream.result.TimeSpan;
import io.millrace.stream.result.WindowCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

/** Windows of ten seconds that wait for one; a host is forgotten after 30 of them. */
@SuppressWarnings("try") // Harnesses declare that closing them may be interrupted.
class HostBaselineTests {
    private static final int SIZE = 10_000;
    private static final int MEMORY = 30;

    private static final class Harness
            extends KeyedOneInputStreamOperatorTestHarness<Tuple2<String, String>, WindowCount, BaselineAlert> {
        private final WindowSettings settings;

        Harness(Duration lateness, int parallelism, int subtask) throws Exception {
            this(new WindowSettings("demo", Duration.ofMillis(SIZE), lateness), MEMORY, parallelism, subtask);
        }

        private Harness(WindowSettings settings, int memory, int parallelism, int subtask) throws Exception {
            super(
                    new KeyedProcessOperator<>(
                            new HostBaseline(settings, new TrendSettings(10, Duration.ofMillis((long) memory * SIZE)))),
                    count -> Tuple2.of(count.stream(), count.key()),
                    Types.TUPLE(Types.STRING, Types.STRING),
                    128,
                    parallelism,
                    subtask);
            this.settings = settings;
            setup();
        }

        void count(String host, int window, long events) throws Exception {
            long start = (long) window * SIZE;
            processElement(
                    WindowCount.of("demo", "s1", settings.windowOf(start), Dimension.COMPUTER, host, events), start);
        }

        void counts(String host, int fromWindow, int toWindow, long events) throws Exception {
            for (int window = fromWindow; window < toWindow; window++) {
                count(host, window, events);
            }
        }

        void closeWindow(int window) throws Exception {
            processWatermark(settings.closingOf((long) window * SIZE));
        }
    }

    private static Harness opened() throws Exception {
        return opened(MEMORY);
    }

    private static Harness opened(int memory) throws Exception {
        WindowSettings settings = new WindowSettings("demo", Duration.ofMillis(SIZE), Duration.ofSeconds(1));
        Harness harness = new Harness(settings, memory, 1, 0);
        harness.open();
        return harness;
    }

    private static BaselineAlert spike(String host, int window, long count, double expected, double deviation) {
        return alert(host, window, window + 1, count, expected, deviation, Alert.SPIKE);
    }

    private static BaselineAlert silence(
            String host, int firstWindow, int endWindow, double expected, double deviation) {
        return alert(host, firstWindow, endWindow, 0, expected, deviation, Alert.SILENCE);
    }

    private static BaselineAlert alert(
            String host, int first, int end, long count, double expected, double deviation, Alert alert) {
        TimeSpan span = TimeSpan.ofMillis((long) first * SIZE, (long) end * SIZE);
        String id = BaselineAlert.idOf("demo", "s1", span, host, alert);
        return new BaselineAlert(id, "s1", span, host, count, expected, deviation, alert);
    }

    @Test
    void tellsAHostThatLogsFarMoreThanItDid() throws Exception {
        try (Harness harness = opened()) {
            harness.counts("loud", 0, 16, 100);
            harness.counts("quiet", 0, 16, 100);
            harness.count("loud", 16, 201);
            harness.count("quiet", 16, 200);
            harness.closeWindow(16);

            assertThat(harness.extractOutputValues()).containsExactly(spike("loud", 16, 201, 100, 10));
        }
    }

    @Test
    void comparesWindowsInTheirOrderHoweverTheyCome() throws Exception {
        try (Harness harness = opened()) {
            harness.count("host", 16, 250);
            for (int window = 15; window >= 0; window--) {
                harness.count("host", window, 100);
            }
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.closeWindow(16);

            assertThat(harness.extractOutputValues()).containsExactly(spike("host", 16, 250, 100, 10));
        }
    }

    @Test
    void tellsASilenceOnceAndIsArmedAgainWhenTheHostSpeaks() throws Exception {
        try (Harness harness = opened()) {
            harness.counts("host", 0, 16, 100);
            harness.closeWindow(15);
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.closeWindow(16);
            assertThat(harness.extractOutputValues()).containsExactly(silence("host", 16, 17, 100, 10));

            harness.closeWindow(24);
            harness.count("host", 25, 100);
            harness.closeWindow(25);
            assertThat(harness.extractOutputValues()).hasSize(1);

            harness.closeWindow(29);
            assertThat(harness.extractOutputValues())
                    .containsExactly(silence("host", 16, 17, 100, 10), silence("host", 26, 27, 100, 10));
        }
    }

    @Test
    void waitsLongerForAHostThatLogsLittle() throws Exception {
        try (Harness harness = opened()) {
            harness.counts("host", 0, 16, 5);
            harness.closeWindow(18);
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.closeWindow(19);

            assertThat(harness.extractOutputValues()).containsExactly(silence("host", 16, 20, 20, 4.472));
        }
    }

    @Test
    void takesGapsThatTheHostUsuallyHasForNoSilence() throws Exception {
        try (Harness harness = opened()) {
            for (int window = 0; window < 60; window += 2) {
                harness.count("host", window, 30);
                harness.closeWindow(window + 1);
            }
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.closeWindow(100);

            assertThat(harness.extractOutputValues())
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.alert()).isEqualTo(Alert.SILENCE))
                    .satisfies(alert ->
                            assertThat(alert.window().start().toEpochMilli()).isEqualTo(59L * SIZE))
                    .satisfies(alert ->
                            assertThat(alert.window().end().toEpochMilli()).isBetween(70L * SIZE, 80L * SIZE));
        }
    }

    @Test
    void tellsNothingOfAHostItHardlyKnows() throws Exception {
        try (Harness harness = opened()) {
            harness.counts("host", 0, 14, 100);
            harness.count("host", 14, 100_000);
            harness.closeWindow(60);

            assertThat(harness.extractOutputValues()).isEmpty();
        }
    }

    @Test
    void forgetsAHostThatStaysSilent() throws Exception {
        try (Harness harness = opened()) {
            harness.counts("host", 0, 16, 100);
            harness.counts("new", 5, 16, 100);
            harness.closeWindow(15 + MEMORY - 1);
            assertThat(harness.numKeyedStateEntries()).isEqualTo(2);
            assertThat(harness.numEventTimeTimers()).isEqualTo(2);

            harness.closeWindow(15 + MEMORY);
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();

            harness.getOutput().clear();
            harness.count("host", 60, 10_000);
            harness.closeWindow(61);
            assertThat(harness.extractOutputValues()).isEmpty();
        }
    }

    @Test
    void forgetsAHostSeenInOneWindowInSixteenOrATwentyFourthOfTheTime() throws Exception {
        assertThat(windowsUntilForgotten(MEMORY, 1)).isEqualTo(16);
        assertThat(windowsUntilForgotten(24 * 20, 1)).isEqualTo(20);
        assertThat(windowsUntilForgotten(10, 1)).isEqualTo(10);
        assertThat(windowsUntilForgotten(MEMORY, 2)).isEqualTo(MEMORY);
        assertThat(windowsUntilForgotten(24 * 20, 2)).isEqualTo(24 * 20);
    }

    /** How many empty windows there are after those with an event until nothing is left of a host. */
    private static int windowsUntilForgotten(int memory, int windows) throws Exception {
        try (Harness harness = opened(memory)) {
            harness.counts("host", 0, windows, 1);
            harness.closeWindow(windows - 1);
            int empty = 0;
            while (harness.numKeyedStateEntries() > 0) {
                harness.closeWindow(windows - 1 + ++empty);
            }
            assertThat(harness.numEventTimeTimers()).isZero();
            assertThat(harness.extractOutputValues()).isEmpty();
            return empty;
        }
    }

    @Test
    void learnsTheGapAfterTheFirstWindowOfAHostThatSpeaksAgainInTime() throws Exception {
        try (Harness harness = opened()) {
            harness.count("host", 0, 1);
            harness.closeWindow(14);
            harness.count("host", 15, 1);
            harness.count("host", 16, 21);
            harness.closeWindow(16);

            assertThat(harness.extractOutputValues()).containsExactly(spike("host", 16, 21, 0.125, 0.354));
        }
    }

    @Test
    void keepsOneTimerAndOneEntryForAHost() throws Exception {
        try (Harness harness = opened()) {
            for (int window = 0; window < 200; window++) {
                harness.count("host", window, 5 + window % 3);
                harness.closeWindow(window);
            }
            assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
            assertThat(harness.numEventTimeTimers()).isEqualTo(1);
        }
    }

    @Test
    void takesTheEndOfAllTimeForNoSilence() throws Exception {
        try (Harness harness = opened()) {
            harness.counts("host", 0, 16, 100);
            harness.count("host", 16, 250);
            harness.processWatermark(Long.MAX_VALUE);

            assertThat(harness.extractOutputValues()).containsExactly(spike("host", 16, 250, 100, 10));
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }

    private static OperatorSubtaskState halfWay(Harness harness) throws Exception {
        for (int host = 0; host < 20; host++) {
            harness.counts("host-" + host, 0, 16, 100);
        }
        harness.closeWindow(15);
        harness.count("host-1", 16, 300);
        harness.count("host-2", 16, 100);
        return harness.snapshot(1, 1);
    }

    private static List<BaselineAlert> secondHalf(Harness harness) throws Exception {
        // What the first watermarks after a restore look like.
        harness.processWatermark(5);
        harness.closeWindow(16);
        harness.closeWindow(19);
        return harness.extractOutputValues();
    }

    @Test
    void tellsTheSameAfterEveryRestoreAtAnyParallelism() throws Exception {
        OperatorSubtaskState state;
        List<BaselineAlert> undisturbed;
        try (Harness harness = opened()) {
            state = halfWay(harness);
            undisturbed = secondHalf(harness);
        }
        assertThat(undisturbed)
                .hasSize(21)
                .contains(
                        spike("host-1", 16, 300, 100, 10),
                        silence("host-3", 16, 17, 100, 10),
                        silence("host-2", 17, 18, 100, 10));
        for (int parallelism = 1; parallelism <= 3; parallelism++) {
            List<BaselineAlert> restored = new ArrayList<>();
            for (int subtask = 0; subtask < parallelism; subtask++) {
                try (Harness harness = new Harness(Duration.ofSeconds(1), parallelism, subtask)) {
                    harness.initializeState(AbstractStreamOperatorTestHarness.repartitionOperatorState(
                            state, 128, 1, parallelism, subtask));
                    harness.open();
                    restored.addAll(secondHalf(harness));
                }
            }
            assertThat(restored).containsExactlyInAnyOrderElementsOf(undisturbed);
        }
    }

    @Test
    void goesOnWithAnotherAllowedLateness() throws Exception {
        OperatorSubtaskState state;
        try (Harness harness = opened()) {
            state = halfWay(harness);
        }
        try (Harness harness = new Harness(Duration.ofSeconds(3), 1, 0)) {
            harness.initializeState(state);
            harness.open();
            harness.closeWindow(17);
            assertThat(harness.extractOutputValues())
                    .hasSize(20)
                    .contains(spike("host-1", 16, 300, 100, 10), silence("host-3", 16, 17, 100, 10));

            harness.closeWindow(100);
            assertThat(harness.numKeyedStateEntries()).isZero();
        }
    }
}

package io.millrace.analytics.window;

import static io.millrace.analytics.window.SampleEvents.SETTINGS;
import static io.millrace.analytics.window.SampleEvents.event;
import static io.millrace.analytics.window.SampleEvents.summed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.stream.result.WindowCount;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Harnesses declare that closing them may be interrupted.
class PreAggregationTests {
    private static OneInputStreamOperatorTestHarness<ReceivedEvent, WindowCount> harness(int mostKeys)
            throws Exception {
        OneInputStreamOperatorTestHarness<ReceivedEvent, WindowCount> harness =
                new OneInputStreamOperatorTestHarness<>(new PreAggregation(SETTINGS, mostKeys));
        harness.getExecutionConfig().enableObjectReuse();
        return harness;
    }

    @Test
    void sendsTheCountsOfAWindowJustBeforeTheWatermarkThatClosesIt() throws Exception {
        try (OneInputStreamOperatorTestHarness<ReceivedEvent, WindowCount> harness = harness(1000)) {
            harness.open();
            harness.processElement(event(1, 500, 4624), 500);
            harness.processElement(event(2, 12_000, 4625), 12_000);
            harness.processElement(event(3, 9_999, 4625), 9_999);
            harness.processWatermark(10_998);
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.processWatermark(10_999);

            assertThat(summed(harness.extractOutputValues().stream()))
                    .containsOnly(
                            entry("0/total/all", 2L),
                            entry("0/level/Error", 2L),
                            entry("0/source/Security", 2L),
                            entry("0/provider/absent", 2L),
                            entry("0/eventId/4624", 1L),
                            entry("0/eventId/4625", 1L),
                            entry("0/computer/host", 2L));
            assertThat(harness.getOutput()).element(0).isEqualTo(new Watermark(10_998));
            assertThat(harness.getOutput()).last().isEqualTo(new Watermark(10_999));
        }
    }

    @Test
    void keepsNothingOverACheckpoint() throws Exception {
        try (OneInputStreamOperatorTestHarness<ReceivedEvent, WindowCount> harness = harness(1000)) {
            harness.open();
            harness.processElement(event(1, 500, 4624), 500);
            harness.processElement(event(2, 12_000, 4625), 12_000);

            harness.prepareSnapshotPreBarrier(1);

            assertThat(summed(harness.extractOutputValues().stream()))
                    .contains(entry("0/total/all", 1L), entry("10000/total/all", 1L));
            harness.getOutput().clear();
            harness.processWatermark(100_000);
            assertThat(harness.extractOutputValues()).isEmpty();
        }
    }

    @Test
    void sendsAllWhenItHoldsTooManyKeysAndLosesNothing() throws Exception {
        try (OneInputStreamOperatorTestHarness<ReceivedEvent, WindowCount> harness = harness(50)) {
            harness.open();
            for (int i = 0; i < 200; i++) {
                harness.processElement(event(i, i * 40L, 5000 + i), i * 40L);
            }
            assertThat(harness.extractOutputValues()).hasSizeGreaterThan(100);

            harness.processWatermark(10_999);

            assertThat(summed(harness.extractOutputValues().stream()))
                    .hasSize(205)
                    .contains(entry("0/total/all", 200L), entry("0/eventId/5199", 1L));
        }
    }

    @Test
    void tellsStreamsApart() throws Exception {
        try (OneInputStreamOperatorTestHarness<ReceivedEvent, WindowCount> harness = harness(1000)) {
            harness.open();
            ReceivedEvent first = event(1, 500, 4624);
            harness.processElement(first, 500);
            harness.processElement(new ReceivedEvent("s2", 1, 500, 500, first.event(), null), 500);
            harness.processWatermark(10_999);

            assertThat(harness.extractOutputValues())
                    .filteredOn(count -> count.dimension().equals("total"))
                    .extracting(WindowCount::count)
                    .containsExactly(1L, 1L);
            assertThat(harness.extractOutputValues().stream().map(WindowCount::id))
                    .doesNotHaveDuplicates();
        }
    }
}

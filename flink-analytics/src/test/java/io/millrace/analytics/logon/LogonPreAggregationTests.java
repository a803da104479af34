package io.millrace.analytics.logon;

import static io.millrace.analytics.logon.LogonEvents.SETTINGS;
import static io.millrace.analytics.logon.LogonEvents.logon;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.stream.result.LogonRatio;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // Harnesses declare that closing them may be interrupted.
class LogonPreAggregationTests {
    private static OneInputStreamOperatorTestHarness<ReceivedEvent, LogonRatio> harness(int mostKeys) throws Exception {
        OneInputStreamOperatorTestHarness<ReceivedEvent, LogonRatio> harness =
                new OneInputStreamOperatorTestHarness<>(new LogonPreAggregation(SETTINGS, mostKeys));
        harness.getExecutionConfig().enableObjectReuse();
        return harness;
    }

    private static LogonRatio user(String stream, long start, String user, long failures, long total) {
        return LogonRatio.of("demo", stream, SETTINGS.windowOf(start), LogonRatio.USER, user, failures, total);
    }

    private static LogonRatio address(String stream, long start, String address, long failures, long total) {
        return LogonRatio.of("demo", stream, SETTINGS.windowOf(start), LogonRatio.ADDRESS, address, failures, total);
    }

    @Test
    void sendsTheSumOfAHotKeyOnceJustBeforeTheWatermarkThatClosesItsWindow() throws Exception {
        try (OneInputStreamOperatorTestHarness<ReceivedEvent, LogonRatio> harness = harness(1000)) {
            harness.open();
            for (int i = 0; i < 10_000; i++) {
                harness.processElement(logon("s1", i, i % 4 == 0 ? 4624 : 4625, "Anna", "10.0.0.1"), i);
            }
            harness.processElement(logon("s1", 5, 4634, "Anna", "10.0.0.1"), 5);
            harness.processElement(logon("s1", 12_000, 4625, "Anna", "-"), 12_000);
            harness.processWatermark(10_998);
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.processWatermark(10_999);

            assertThat(harness.extractOutputValues())
                    .containsExactlyInAnyOrder(
                            user("s1", 0, "CORP\\anna", 7500, 10_000), address("s1", 0, "10.0.0.1", 7500, 10_000));
            assertThat(harness.getOutput()).last().isEqualTo(new Watermark(10_999));
        }
    }

    @Test
    void keepsNothingOverACheckpoint() throws Exception {
        try (OneInputStreamOperatorTestHarness<ReceivedEvent, LogonRatio> harness = harness(1000)) {
            harness.open();
            harness.processElement(logon("s1", 0, 4624, "anna", "-"), 0);
            harness.processElement(logon("s1", 12_000, 4625, "anna", "-"), 12_000);

            harness.prepareSnapshotPreBarrier(1);

            assertThat(harness.extractOutputValues())
                    .containsExactlyInAnyOrder(
                            user("s1", 0, "CORP\\anna", 0, 1), user("s1", 10_000, "CORP\\anna", 1, 1));
            harness.getOutput().clear();
            harness.processWatermark(100_000);
            assertThat(harness.extractOutputValues()).isEmpty();
        }
    }

    @Test
    void sendsAllWhenItHoldsTooManyKeysAndLosesNothing() throws Exception {
        try (OneInputStreamOperatorTestHarness<ReceivedEvent, LogonRatio> harness = harness(50)) {
            harness.open();
            for (int i = 0; i < 200; i++) {
                harness.processElement(logon("s1", i, 4625, "user-" + i, "10.0.0.1"), i);
            }
            assertThat(harness.extractOutputValues()).hasSizeGreaterThan(100);

            harness.processWatermark(10_999);

            assertThat(harness.extractOutputValues().stream()
                            .filter(logons -> logons.key().equals("10.0.0.1"))
                            .reduce(LogonRatio::plus))
                    .contains(address("s1", 0, "10.0.0.1", 200, 200));
            assertThat(harness.extractOutputValues())
                    .filteredOn(logons -> logons.dimension().equals(LogonRatio.USER))
                    .hasSize(200);
        }
    }

    @Test
    void tellsStreamsApart() throws Exception {
        try (OneInputStreamOperatorTestHarness<ReceivedEvent, LogonRatio> harness = harness(1000)) {
            harness.open();
            harness.processElement(logon("s1", 0, 4624, "anna", "-"), 0);
            harness.processElement(logon("s2", 0, 4625, "anna", "-"), 0);
            harness.processWatermark(10_999);

            assertThat(harness.extractOutputValues())
                    .containsExactlyInAnyOrder(user("s1", 0, "CORP\\anna", 0, 1), user("s2", 0, "CORP\\anna", 1, 1));
        }
    }
}

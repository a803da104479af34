package io.millrace.analytics.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.analytics.event.UnreadableLine;
import io.millrace.analytics.settings.TimeMode;
import io.millrace.analytics.settings.TimeSettings;
import io.millrace.analytics.source.split.EventSplit;
import io.millrace.stream.client.Endpoint;
import io.millrace.stream.client.StreamInfo;
import io.millrace.stream.event.EventFormat;
import io.millrace.stream.protocol.Shard;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LineCollectorTests {
    private static final Instant STREAM_TIME = Instant.parse("2026-01-01T00:00:00Z");
    private static final long STREAM_MILLIS = STREAM_TIME.toEpochMilli();

    private static final EventSplit SPLIT =
            new EventSplit(new Endpoint("a", 1), Shard.ALL, "s1", StreamInfo.Kind.PLAIN, 0);

    private static LineCollector collector(TimeMode mode, MetricGroupFake metrics, Instant now) {
        return new LineCollector(
                SPLIT,
                new TimeSettings(mode, Duration.ZERO, EventFormat.AUTO),
                new ReadingMetrics(metrics, InstantSource.fixed(now)),
                () -> {});
    }

    private static void hand(String line, LineCollector collector) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        collector.event(7, STREAM_MILLIS * 1_000_000, bytes, 0, bytes.length);
    }

    private static ReceivedEvent received(TimeMode mode, String line) {
        LineCollector collector = collector(mode, new MetricGroupFake(), STREAM_TIME);
        hand(line, collector);
        EventBatch batch = collector.take();
        assertThat(batch.nextSplit()).isEqualTo(SPLIT.splitId());
        return Objects.requireNonNull((ReceivedEvent) batch.nextRecordFromSplit());
    }

    private static String eventOf(String timestamp) {
        return "{\"timestamp\":\"" + timestamp
                + "\",\"level\":\"Information\",\"source\":\"System\",\"message\":\"m\"}";
    }

    @Test
    void takesAnEventsOwnTimeUpToADayAheadOfTheStream() {
        ReceivedEvent event = received(TimeMode.EVENT, eventOf("2026-01-02T00:00:00Z"));

        assertThat(event.unreadable()).isNull();
        assertThat(event.time()).isEqualTo(STREAM_MILLIS + Duration.ofDays(1).toMillis());
    }

    @Test
    void takesAnEventFromTheYearZeroWhichIsMerelyLate() {
        assertThat(received(TimeMode.EVENT, eventOf("0000-01-01T00:00:00Z")).time())
                .isEqualTo(Instant.parse("0000-01-01T00:00:00Z").toEpochMilli());
    }

    @Test
    void cannotReadAnEventDatedMoreThanADayAheadOfTheStream() {
        String line = eventOf("2026-01-02T00:00:00.001Z");

        ReceivedEvent event = received(TimeMode.EVENT, line);

        assertThat(event)
                .isEqualTo(new ReceivedEvent(
                        "s1",
                        7,
                        STREAM_MILLIS,
                        STREAM_MILLIS,
                        null,
                        new UnreadableLine("time-in-the-future", line, line.length())));
        assertThat(received(TimeMode.EVENT, eventOf("9999-12-31T23:59:59.999999999Z"))
                        .unreadable())
                .isNotNull();
    }

    @Test
    void readsAnEventFromTheFutureWhereItsOwnTimeDoesNotCount() {
        ReceivedEvent event = received(TimeMode.ARRIVAL, eventOf("9999-12-31T23:59:59Z"));

        assertThat(event.unreadable()).isNull();
        assertThat(event.time()).isEqualTo(STREAM_MILLIS);
    }

    @Test
    void placesAnEventWithoutATimeByItsStreamTime() {
        ReceivedEvent event =
                received(TimeMode.EVENT, "{\"level\":\"Information\",\"source\":\"System\",\"message\":\"m\"}");

        assertThat(event.unreadable()).isNull();
        assertThat(event.time()).isEqualTo(STREAM_MILLIS);
    }

    @Test
    void tellsTheLagOfTheLastLineOfABatchWhateverFollowsIt() {
        MetricGroupFake metrics = new MetricGroupFake();
        LineCollector collector = collector(TimeMode.EVENT, metrics, STREAM_TIME.plusMillis(500));
        hand(eventOf("2025-12-31T23:59:59Z"), collector);
        hand(eventOf("2025-12-31T23:59:58Z"), collector);
        collector.heartbeat(9, 9, STREAM_MILLIS * 1_000_000);
        assertThat(metrics.values()).containsEntry("currentFetchEventTimeLag", -1L);

        collector.take();
        assertThat(metrics.values()).containsEntry("currentFetchEventTimeLag", 2500L);
    }

    @Test
    void keepsTheLagOfTheLastLineWhileOnlyHeartbeatsCome() {
        MetricGroupFake metrics = new MetricGroupFake();
        LineCollector collector = collector(TimeMode.ARRIVAL, metrics, STREAM_TIME.plusMillis(500));
        hand(eventOf("2025-12-31T23:59:59Z"), collector);
        collector.take();
        collector.heartbeat(9, 9, STREAM_MILLIS * 1_000_000);
        collector.take();

        assertThat(metrics.values()).containsEntry("currentFetchEventTimeLag", 500L);
    }
}

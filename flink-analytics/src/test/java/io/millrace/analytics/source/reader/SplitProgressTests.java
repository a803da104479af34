package io.millrace.analytics.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.analytics.event.Heartbeat;
import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.analytics.event.UnreadableLine;
import io.millrace.analytics.settings.TimeMode;
import io.millrace.analytics.settings.TimeSettings;
import io.millrace.analytics.source.split.EventSplit;
import io.millrace.stream.client.Endpoint;
import io.millrace.stream.client.StreamInfo;
import io.millrace.stream.event.EventFormat;
import io.millrace.stream.event.WindowsEvent;
import io.millrace.stream.protocol.Shard;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SplitProgressTests {
    private static SplitProgress progress(TimeMode mode, StreamInfo.Kind kind) {
        EventSplit split = new EventSplit(new Endpoint("a", 1), Shard.ALL, "s1", kind, 10);
        return new SplitProgress(split, new TimeSettings(mode, Duration.ofMillis(100), EventFormat.AUTO));
    }

    private static ReceivedEvent event(long sequence, long streamTime, long time) {
        return new ReceivedEvent("s1", sequence, streamTime, time, record(Instant.ofEpochMilli(time)), null);
    }

    private static ReceivedEvent withoutOwnTime(long sequence, long streamTime) {
        return new ReceivedEvent("s1", sequence, streamTime, streamTime, record(null), null);
    }

    static WindowsEvent record(@Nullable Instant timestamp) {
        return new WindowsEvent(timestamp, null, null, null, null, null, null, null, null, null, null, Map.of(), null);
    }

    private static ReceivedEvent unreadable(long sequence, long streamTime) {
        return new ReceivedEvent("s1", sequence, streamTime, streamTime, null, new UnreadableLine("not-json", "", 0));
    }

    @Test
    void resumesAfterTheLastLineEmitted() {
        SplitProgress progress = progress(TimeMode.ARRIVAL, StreamInfo.Kind.SYNTHETIC);
        assertThat(progress.toSplit().next()).isEqualTo(10);

        progress.emitted(event(12, 5000, 5000));
        progress.emitted(unreadable(13, 5001));

        assertThat(progress.toSplit().next()).isEqualTo(14);
    }

    @Test
    void stopsJustBeforeTheStreamTimeOnArrival() {
        SplitProgress progress = progress(TimeMode.ARRIVAL, StreamInfo.Kind.REPLAY);
        assertThat(progress.advanceWatermark()).isFalse();

        progress.emitted(event(10, 5000, 5000));
        assertThat(progress.advanceWatermark()).isTrue();
        assertThat(progress.watermark()).isEqualTo(4999);

        progress.heartbeat(new Heartbeat(11, 6000));
        assertThat(progress.advanceWatermark()).isTrue();
        assertThat(progress.watermark()).isEqualTo(5999);
        assertThat(progress.advanceWatermark()).isFalse();
    }

    @Test
    void staysBehindByTheOutOfOrdernessOnEventTime() {
        SplitProgress progress = progress(TimeMode.EVENT, StreamInfo.Kind.SYNTHETIC);

        progress.emitted(event(10, 5000, 4990));
        progress.heartbeat(new Heartbeat(11, 6000));
        progress.advanceWatermark();

        assertThat(progress.watermark()).isEqualTo(5899);
    }

    @Test
    void goesByTheRecordsOwnTimesOverAReplay() {
        SplitProgress progress = progress(TimeMode.EVENT, StreamInfo.Kind.REPLAY);

        progress.emitted(event(10, 9000, 5000));
        progress.emitted(event(11, 9001, 4000));
        progress.emitted(unreadable(12, 9002));
        progress.heartbeat(new Heartbeat(13, 20_000));
        progress.advanceWatermark();

        assertThat(progress.watermark()).isEqualTo(4899);
    }

    @ParameterizedTest
    @EnumSource(names = {"REPLAY", "PLAIN"})
    void isNotMovedByARecordWithoutATimeOfItsOwn(StreamInfo.Kind kind) {
        SplitProgress progress = progress(TimeMode.EVENT, kind);

        progress.emitted(withoutOwnTime(10, 9000));
        assertThat(progress.advanceWatermark()).isFalse();
        progress.emitted(event(11, 9001, 5000));
        progress.emitted(withoutOwnTime(12, 9002));
        progress.advanceWatermark();

        assertThat(progress.watermark()).isEqualTo(4899);
        assertThat(progress.toSplit().next()).isEqualTo(13);
    }

    @Test
    void isNotMovedBeyondTheStreamTimeByARecordFromTheFuture() {
        SplitProgress progress = progress(TimeMode.EVENT, StreamInfo.Kind.PLAIN);

        progress.emitted(event(10, 9000, 1_000_000));
        progress.advanceWatermark();

        assertThat(progress.watermark()).isEqualTo(8899);
    }

    @Test
    void neverGoesBack() {
        SplitProgress progress = progress(TimeMode.ARRIVAL, StreamInfo.Kind.PLAIN);
        progress.emitted(event(10, 5000, 5000));
        progress.advanceWatermark();

        progress.emitted(event(11, 4000, 4000));

        assertThat(progress.advanceWatermark()).isFalse();
        assertThat(progress.watermark()).isEqualTo(4999);
    }
}

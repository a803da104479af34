package io.millrace.analytics.source.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.analytics.event.BatchEnd;
import io.millrace.analytics.event.Heartbeat;
import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.analytics.event.UnreadableLine;
import io.millrace.analytics.settings.TimeMode;
import io.millrace.analytics.settings.TimeSettings;
import io.millrace.analytics.source.split.EventSplit;
import io.millrace.stream.client.Endpoint;
import io.millrace.stream.client.StreamInfo;
import io.millrace.stream.event.EventFormat;
import io.millrace.stream.protocol.Shard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.junit.jupiter.api.Test;

class EventEmitterTests {
    private final MetricGroupFake metrics = new MetricGroupFake();
    private final Convoy convoy = new Convoy(last -> {});
    private final EventEmitter emitter = new EventEmitter(new LineMetrics(metrics), convoy);
    private final OutputFake output = new OutputFake();

    private SplitProgress splitOf(String host) {
        EventSplit split = new EventSplit(new Endpoint(host, 1), Shard.ALL, host, StreamInfo.Kind.SYNTHETIC, 0);
        convoy.join(split.splitId());
        return new SplitProgress(split, new TimeSettings(TimeMode.ARRIVAL, Duration.ZERO, EventFormat.AUTO));
    }

    private static ReceivedEvent line(String stream, long time) {
        return unreadable(stream, time, "not-json");
    }

    private static ReceivedEvent unreadable(String stream, long time, String reason) {
        return new ReceivedEvent(stream, 0, time, time, null, new UnreadableLine(reason, "", 0));
    }

    @Test
    void holdsTheWatermarkOfAnEndpointBackUntilALateOneIsFoundToo() {
        SplitProgress early = splitOf("early");
        emitter.emitRecord(line("early", 5000), output, early);
        emitter.emitRecord(BatchEnd.INSTANCE, output, early);
        emitter.emitRecord(new Heartbeat(1, 6000), output, early);
        assertThat(output.emitted).containsExactly("early@5000");

        SplitProgress late = splitOf("late");
        convoy.allDealt();
        emitter.emitRecord(line("late", 3000), output, late);
        emitter.emitRecord(BatchEnd.INSTANCE, output, late);
        emitter.emitRecord(new Heartbeat(1, 6000), output, early);

        assertThat(output.emitted).containsExactly("early@5000", "late@3000", "watermark 2999", "watermark 5999");
    }

    @Test
    void letsTheConvoyMoveOnWithLinesAndHeartbeats() {
        SplitProgress fast = splitOf("fast");
        SplitProgress slow = splitOf("slow");
        Convoy.Place place = convoy.placeOf(fast.splitId());
        convoy.allDealt();
        convoy.othersReached(Long.MAX_VALUE);
        emitter.emitRecord(new Heartbeat(1, 3000 + Convoy.LEAD.toMillis()), output, fast);
        emitter.emitRecord(line("slow", 2999), output, slow);
        emitter.emitRecord(BatchEnd.INSTANCE, output, slow);
        place.wakeUp();
        assertThat(place.awaitTurn()).isFalse();

        emitter.emitRecord(new Heartbeat(1, 3000), output, slow);

        place.wakeUp();
        assertThat(place.awaitTurn()).isTrue();
    }

    @Test
    void countsLinesThatAreNoEventsByTheirReason() {
        SplitProgress split = splitOf("a");
        emitter.emitRecord(unreadable("a", 1, "not-json"), output, split);
        emitter.emitRecord(unreadable("a", 2, "oversized"), output, split);
        emitter.emitRecord(unreadable("a", 3, "not-json"), output, split);
        emitter.emitRecord(new ReceivedEvent("a", 3, 4, 4, SplitProgressTests.record(null), null), output, split);

        assertThat(metrics.values())
                .containsEntry("numRecordsInErrors", 3L)
                .containsEntry("malformedLines{reason=not-json}", 2L)
                .containsEntry("malformedLines{reason=oversized}", 1L);
    }

    @Test
    void takesBackThatTheReadersBaseCountedHeartbeatsAndEndsOfBatchesAsRecords() {
        SplitProgress split = splitOf("a");
        emitter.emitRecord(line("a", 1), output, split);
        emitter.emitRecord(BatchEnd.INSTANCE, output, split);
        emitter.emitRecord(new Heartbeat(1, 6000), output, split);

        assertThat(metrics.values()).containsEntry("numRecordsIn", -2L);
    }

    private static final class OutputFake implements SourceOutput<ReceivedEvent> {
        private final List<String> emitted = new ArrayList<>();

        @Override
        public void collect(ReceivedEvent event) {
            throw new AssertionError("a line is emitted with its time");
        }

        @Override
        public void collect(ReceivedEvent event, long timestamp) {
            emitted.add(event.stream() + "@" + timestamp);
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            emitted.add("watermark " + watermark.getTimestamp());
        }

        @Override
        public void markIdle() {
            emitted.add("idle");
        }

        @Override
        public void markActive() {
            emitted.add("active");
        }
    }
}

package io.millrace.analytics.source.reader;

import io.millrace.analytics.event.Heartbeat;
import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.analytics.event.StreamElement;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.base.source.reader.RecordEmitter;

/**
 * Emits lines with their time, and a watermark of the split after each batch and each heartbeat; but none before all shards
 * are dealt out: it would run ahead of endpoints that are yet to be found, and make all they hold late. Tells the convoy how far
 * the split has come.
 */
final class EventEmitter implements RecordEmitter<StreamElement, ReceivedEvent, SplitProgress> {
    private final LineMetrics metrics;
    private final Convoy convoy;

    EventEmitter(LineMetrics metrics, Convoy convoy) {
        this.metrics = metrics;
        this.convoy = convoy;
    }

    @Override
    public void emitRecord(StreamElement element, SourceOutput<ReceivedEvent> output, SplitProgress progress) {
        if (element instanceof ReceivedEvent event) {
            output.collect(event, event.time());
            progress.emitted(event);
            if (event.unreadable() != null) {
                metrics.unreadable(event.unreadable().reason());
            }
            return;
        }
        metrics.noLine();
        if (element instanceof Heartbeat heartbeat) {
            progress.heartbeat(heartbeat);
        }
        convoy.placeOf(progress.splitId()).reached(progress.streamTime());
        if (convoy.areAllDealt() && progress.advanceWatermark()) {
            output.emitWatermark(new Watermark(progress.watermark()));
        }
    }
}

package io.millrace.analytics.source.reader;

import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.analytics.event.StreamElement;
import io.millrace.analytics.settings.StreamSettings;
import io.millrace.analytics.settings.TimeSettings;
import io.millrace.analytics.source.enumerator.ShardsDealt;
import io.millrace.analytics.source.split.EventSplit;
import java.time.InstantSource;
import java.util.Map;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SourceReaderBase;
import org.apache.flink.core.io.InputStatus;

/** Reads the splits it is given, all at once, without end. */
@SuppressWarnings("try") // That close() may be interrupted is for Flink to know, which closes readers.
public final class EventReader extends SourceReaderBase<StreamElement, ReceivedEvent, EventSplit, SplitProgress> {
    private final TimeSettings time;
    private final EventEmitter emitter;
    private boolean idle;

    /** A reader that is to be started by Flink. */
    public EventReader(StreamSettings stream, TimeSettings time, SourceReaderContext context) {
        this(
                stream,
                time,
                new ReadingMetrics(context.metricGroup(), InstantSource.system()),
                new EventEmitter(new LineMetrics(context.metricGroup())),
                context);
    }

    private EventReader(
            StreamSettings stream,
            TimeSettings time,
            ReadingMetrics metrics,
            EventEmitter emitter,
            SourceReaderContext context) {
        super(
                new FetcherPerSplit(() -> new EventSplitReader(stream, time, metrics), context.getConfiguration()),
                emitter,
                context.getConfiguration(),
                context);
        this.time = time;
        this.emitter = emitter;
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof ShardsDealt) {
            emitter.allDealt();
            splitFetcherManager.getQueue().notifyAvailable();
        } else {
            super.handleSourceEvents(event);
        }
    }

    @Override
    public InputStatus pollNext(ReaderOutput<ReceivedEvent> output) throws Exception {
        if (emitter.areAllDealt() && !idle && getNumberOfCurrentlyAssignedSplits() == 0) {
            // Nothing will ever come from here: the watermark must not wait for it.
            idle = true;
            output.markIdle();
        }
        return super.pollNext(output);
    }

    @Override
    protected SplitProgress initializedState(EventSplit split) {
        return new SplitProgress(split, time);
    }

    @Override
    protected EventSplit toSplitType(String splitId, SplitProgress progress) {
        return progress.toSplit();
    }

    /** Is called for splits that end, of which there are none. */
    @Override
    protected void onSplitFinished(Map<String, SplitProgress> finished) {
        throw new UnsupportedOperationException("a shard of a stream has no end: " + finished.keySet());
    }
}

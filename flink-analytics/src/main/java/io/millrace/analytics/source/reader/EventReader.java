package io.millrace.analytics.source.reader;

import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.analytics.event.StreamElement;
import io.millrace.analytics.settings.StreamSettings;
import io.millrace.analytics.settings.TimeSettings;
import io.millrace.analytics.source.enumerator.OthersReached;
import io.millrace.analytics.source.enumerator.ReaderReached;
import io.millrace.analytics.source.enumerator.ShardsDealt;
import io.millrace.analytics.source.split.EventSplit;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SourceReaderBase;
import org.apache.flink.core.io.InputStatus;

/** Reads the splits it is given, all at once and close together, without end. */
@SuppressWarnings("try") // That close() may be interrupted is for Flink to know, which closes readers.
public final class EventReader extends SourceReaderBase<StreamElement, ReceivedEvent, EventSplit, SplitProgress> {
    private final TimeSettings time;
    private final Convoy convoy;
    private boolean idle;

    /** A reader that is to be started by Flink. */
    public EventReader(StreamSettings stream, TimeSettings time, SourceReaderContext context) {
        this(
                stream,
                time,
                new ReadingMetrics(context.metricGroup(), InstantSource.system()),
                new Convoy(last -> context.sendSourceEventToCoordinator(new ReaderReached(last))),
                context);
    }

    private EventReader(
            StreamSettings stream,
            TimeSettings time,
            ReadingMetrics metrics,
            Convoy convoy,
            SourceReaderContext context) {
        super(
                new FetcherPerSplit(
                        () -> new EventSplitReader(stream, time, metrics, convoy), context.getConfiguration()),
                new EventEmitter(new LineMetrics(context.metricGroup()), convoy),
                context.getConfiguration(),
                context);
        this.time = time;
        this.convoy = convoy;
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof ShardsDealt) {
            convoy.allDealt();
            splitFetcherManager.getQueue().notifyAvailable();
        } else if (event instanceof OthersReached others) {
            convoy.othersReached(others.streamTime());
        } else {
            super.handleSourceEvents(event);
        }
    }

    @Override
    public void addSplits(List<EventSplit> splits) {
        splits.forEach(split -> convoy.join(split.splitId()));
        super.addSplits(splits);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<ReceivedEvent> output) throws Exception {
        if (!idle && getNumberOfCurrentlyAssignedSplits() == 0 && convoy.areAllDealt()) {
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

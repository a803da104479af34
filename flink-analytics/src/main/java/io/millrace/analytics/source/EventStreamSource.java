package io.millrace.analytics.source;

import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.analytics.settings.StreamSettings;
import io.millrace.analytics.settings.TimeSettings;
import io.millrace.analytics.source.enumerator.EndpointProbe;
import io.millrace.analytics.source.enumerator.EnumeratorState;
import io.millrace.analytics.source.enumerator.EnumeratorStateSerializer;
import io.millrace.analytics.source.enumerator.StreamEnumerator;
import io.millrace.analytics.source.reader.EventReader;
import io.millrace.analytics.source.split.EventSplit;
import io.millrace.analytics.source.split.EventSplitSerializer;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * Reads Windows events from Millrace streams, exactly once: a checkpoint holds the next sequence of every shard (FLIP-27).
 * From a plain server, which cannot resume, it reads at most once. Emits watermarks itself; use it without a strategy.
 */
public final class EventStreamSource implements Source<ReceivedEvent, EventSplit, EnumeratorState> {
    private static final long serialVersionUID = 1L;

    private final StreamSettings stream;
    private final TimeSettings time;

    /** A source of all that the settings name. */
    public EventStreamSource(StreamSettings stream, TimeSettings time) {
        this.stream = stream;
        this.time = time;
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<ReceivedEvent, EventSplit> createReader(SourceReaderContext context) {
        return new EventReader(stream, time, context);
    }

    @Override
    public SplitEnumerator<EventSplit, EnumeratorState> createEnumerator(SplitEnumeratorContext<EventSplit> context) {
        return restoreEnumerator(context, EnumeratorState.EMPTY);
    }

    @Override
    public SplitEnumerator<EventSplit, EnumeratorState> restoreEnumerator(
            SplitEnumeratorContext<EventSplit> context, EnumeratorState state) {
        return new StreamEnumerator(context, stream, EndpointProbe.overTheNetwork(stream), state);
    }

    @Override
    public SimpleVersionedSerializer<EventSplit> getSplitSerializer() {
        return new EventSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<EnumeratorState> getEnumeratorCheckpointSerializer() {
        return new EnumeratorStateSerializer();
    }
}

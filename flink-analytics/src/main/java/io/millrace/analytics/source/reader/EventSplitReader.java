package io.millrace.analytics.source.reader;

import io.millrace.analytics.event.StreamElement;
import io.millrace.analytics.settings.StreamSettings;
import io.millrace.analytics.settings.TimeSettings;
import io.millrace.analytics.source.split.EventSplit;
import io.millrace.stream.client.ClientSettings;
import io.millrace.stream.client.EventStreamClient;
import io.millrace.stream.client.Position;
import io.millrace.stream.client.Protocol;
import io.millrace.stream.client.StreamInfo;
import io.millrace.stream.client.StreamRejectedException;
import io.millrace.stream.protocol.ErrorCode;
import java.time.Duration;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.jspecify.annotations.Nullable;

/** Reads one split on a thread of its own. */
final class EventSplitReader implements SplitReader<StreamElement, EventSplit> {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final StreamSettings stream;
    private final TimeSettings time;
    private final ReadingMetrics metrics;
    private volatile @Nullable EventStreamClient client;
    private @Nullable LineCollector collector;

    EventSplitReader(StreamSettings stream, TimeSettings time, ReadingMetrics metrics) {
        this.stream = stream;
        this.time = time;
        this.metrics = metrics;
    }

    @Override
    public void handleSplitsChanges(SplitsChange<EventSplit> change) {
        if (!(change instanceof SplitsAddition) || change.splits().size() != 1 || client != null) {
            throw new IllegalStateException("a split reader is given one split, once, not " + change);
        }
        EventSplit split = change.splits().get(0);
        // What the server speaks was settled when the stream was found.
        Protocol protocol = split.kind() == StreamInfo.Kind.PLAIN ? Protocol.PLAIN : Protocol.MILLRACE;
        ClientSettings settings = new ClientSettings(
                split.endpoint(), split.shard(), protocol, stream.token().read(), stream.tls());
        EventStreamClient opened = new EventStreamClient(settings, new Position(split.stream(), split.next()));
        metrics.reads(split.shard(), opened::status);
        collector = new LineCollector(split, time, metrics, opened::wakeUp);
        client = opened;
    }

    /**
     * Returns what one look at the socket brings.
     *
     * @throws SuppressRestartsException if the server refuses for a reason that starting the job again will not change
     * @throws IllegalStateException if it refuses the token, which is read anew when the job is started again
     */
    @Override
    public RecordsWithSplitIds<StreamElement> fetch() {
        EventStreamClient reading = client;
        LineCollector lines = collector;
        if (reading == null || lines == null) {
            throw new IllegalStateException("a split reader needs a split before it can fetch");
        }
        try {
            reading.poll(lines, LONGEST_WAIT);
        } catch (StreamRejectedException e) {
            if (e.code().equals(ErrorCode.UNAUTHORIZED.wire())) {
                throw new IllegalStateException("the token of the stream is refused; it is read anew at a restart", e);
            }
            throw new SuppressRestartsException(e);
        }
        return lines.take();
    }

    @Override
    public void wakeUp() {
        EventStreamClient reading = client;
        if (reading != null) {
            reading.wakeUp();
        }
    }

    @Override
    public void close() {
        EventStreamClient reading = client;
        if (reading != null) {
            reading.close();
        }
    }
}

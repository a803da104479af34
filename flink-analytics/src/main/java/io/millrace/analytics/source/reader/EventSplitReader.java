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

/**
 * Reads one split on a thread of its own, and leaves it unread while it is too far ahead of others. The server keeps what waits;
 * but a plain one does not, so that its lines are read as they come.
 */
final class EventSplitReader implements SplitReader<StreamElement, EventSplit> {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final StreamSettings stream;
    private final TimeSettings time;
    private final ReadingMetrics metrics;
    private final Convoy convoy;
    private volatile @Nullable EventStreamClient client;
    private volatile Convoy.@Nullable Place place;
    private @Nullable LineCollector collector;

    EventSplitReader(StreamSettings stream, TimeSettings time, ReadingMetrics metrics, Convoy convoy) {
        this.stream = stream;
        this.time = time;
        this.metrics = metrics;
        this.convoy = convoy;
    }

    @Override
    public void handleSplitsChanges(SplitsChange<EventSplit> change) {
        if (!(change instanceof SplitsAddition) || change.splits().size() != 1 || client != null) {
            throw new IllegalStateException("a split reader is given one split, once, not " + change);
        }
        EventSplit split = change.splits().get(0);
        // What the server speaks was settled when the stream was found.
        boolean plain = split.kind() == StreamInfo.Kind.PLAIN;
        Protocol protocol = plain ? Protocol.PLAIN : Protocol.MILLRACE;
        ClientSettings settings = new ClientSettings(
                split.endpoint(), split.shard(), protocol, stream.token().read(), stream.tls());
        EventStreamClient opened = new EventStreamClient(settings, new Position(split.stream(), split.next()));
        metrics.reads(split.shard(), opened::status);
        collector = new LineCollector(split, time, metrics, opened::wakeUp);
        place = plain ? null : convoy.placeOf(split.splitId());
        client = opened;
    }

    /**
     * Returns what one look at the socket brings; nothing after a wake-up.
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
        Convoy.Place keeping = place;
        if (keeping != null && !keeping.awaitTurn()) {
            return lines.take();
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
        Convoy.Place keeping = place;
        if (keeping != null) {
            keeping.wakeUp();
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

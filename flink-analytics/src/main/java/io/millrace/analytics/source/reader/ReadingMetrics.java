package io.millrace.analytics.source.reader;

import io.millrace.stream.client.ClientStatus;
import io.millrace.stream.client.StreamInfo;
import io.millrace.stream.protocol.Shard;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.runtime.metrics.MetricNames;

/**
 * The figures of how a reader reads, over all of its splits; safe to use from its fetchers' threads.
 *
 * <ul>
 *   <li>{@code pendingRecords} (FLIP-33): the events between where the splits are and the heads that their servers told last; 0
 *       for a plain server and for one that has told none yet.
 *   <li>{@code currentFetchEventTimeLag} (FLIP-33): milliseconds from the time of the line that was fetched last to when it was
 *       fetched; {@value #UNDEFINED} before the first.
 *   <li>{@code reconnects}: connections made after the first ones.
 *   <li>{@code gaps}: after how many connections it is not sure that nothing is missing, as the server's count and the reader's
 *       differed or the server is a plain one, which sends nothing again.
 * </ul>
 */
final class ReadingMetrics {
    /** What Flink's own lags are before there is any. */
    private static final long UNDEFINED = -1;

    private final InstantSource clock;
    private final List<Reading> readings = new CopyOnWriteArrayList<>();
    private volatile long fetchLag = UNDEFINED;

    private record Reading(Shard shard, Supplier<ClientStatus> client) {
        long pending() {
            ClientStatus status = client.get();
            return shard.countBetween(status.next(), status.head());
        }

        long reconnects() {
            return client.get().reconnects();
        }

        long gaps() {
            ClientStatus status = client.get();
            return status.mismatches() + (status.kind() == StreamInfo.Kind.PLAIN ? status.reconnects() : 0);
        }
    }

    ReadingMetrics(SourceReaderMetricGroup group, InstantSource clock) {
        this.clock = clock;
        group.setPendingRecordsGauge(() -> sum(Reading::pending));
        group.gauge(MetricNames.CURRENT_FETCH_EVENT_TIME_LAG, (Gauge<Long>) () -> fetchLag);
        group.gauge("reconnects", (Gauge<Long>) () -> sum(Reading::reconnects));
        group.gauge("gaps", (Gauge<Long>) () -> sum(Reading::gaps));
    }

    private long sum(ToLongFunction<Reading> figure) {
        return readings.stream().mapToLong(figure).sum();
    }

    /** From now on a client reads that shard of its stream. */
    void reads(Shard shard, Supplier<ClientStatus> client) {
        readings.add(new Reading(shard, client));
    }

    /**
     * Lines were fetched.
     *
     * @param time that of the last one, milliseconds since the epoch
     */
    void fetched(long time) {
        fetchLag = clock.millis() - time;
    }
}

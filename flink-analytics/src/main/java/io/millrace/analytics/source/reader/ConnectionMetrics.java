package io.millrace.analytics.source.reader;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;

/** Counts what happens to a reader's connections; safe to use from its fetchers' threads. */
final class ConnectionMetrics {
    private final Counter reconnects;

    ConnectionMetrics(MetricGroup group) {
        this.reconnects = group.counter("reconnects", new ThreadSafeSimpleCounter());
    }

    /** A lost connection was made again. */
    void reconnected() {
        reconnects.inc();
    }
}

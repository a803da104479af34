package io.millrace.analytics.sink;

import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

/**
 * The figures of one subtask that sends results: {@code batches} and {@code resultsSent} were acknowledged, {@code retries}
 * are batches without an acknowledgement, {@code refused} are results given up, {@code waiting} and {@code waitingBytes} are
 * not acknowledged yet, {@code blockedMillis} is how long the pipeline was held up because no more may wait. Changed by the
 * task's thread alone.
 */
final class HttpResultMetrics {
    private final SinkWriterMetricGroup group;
    private final Counter batches;
    private final Counter sent;
    private final Counter retries;
    private final Counter refused;
    private volatile Blocked blocked = new Blocked(0, 0, false);

    private record Blocked(long nanosBefore, long since, boolean now) {
        long millis() {
            return TimeUnit.NANOSECONDS.toMillis(nanosBefore + (now ? System.nanoTime() - since : 0));
        }
    }

    HttpResultMetrics(SinkWriterMetricGroup group, Backlog backlog) {
        this.group = group;
        this.batches = group.counter("batches");
        this.sent = group.counter("resultsSent");
        this.retries = group.counter("retries");
        this.refused = group.counter("refused");
        group.gauge("waiting", (Gauge<Integer>) backlog::size);
        group.gauge("waitingBytes", (Gauge<Long>) backlog::bytes);
        group.gauge("blockedMillis", (Gauge<Long>) () -> blocked.millis());
    }

    void acknowledged(int results, int bytes) {
        batches.inc();
        sent.inc(results);
        group.getNumRecordsSendCounter().inc(results);
        group.getNumBytesSendCounter().inc(bytes);
    }

    void retried() {
        retries.inc();
    }

    void refused(int results) {
        refused.inc(results);
        group.getNumRecordsSendErrorsCounter().inc(results);
    }

    void blocked(boolean now) {
        Blocked before = blocked;
        long time = System.nanoTime();
        blocked = new Blocked(before.nanosBefore + (before.now ? time - before.since : 0), time, now);
    }
}

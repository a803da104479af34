package io.millrace.analytics.source.reader;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;

/**
 * The figures of the lines that a reader emits: {@code numRecordsIn} are all of them, {@code numRecordsInErrors} those that are
 * no events (FLIP-33), {@code malformedLines} the same by their {@code reason}. Changed by the task's thread alone.
 */
final class LineMetrics {
    private final SourceReaderMetricGroup group;
    private final Counter recordsIn;
    private final Counter errors;
    private final Map<String, Counter> malformed = new HashMap<>();

    LineMetrics(SourceReaderMetricGroup group) {
        this.group = group;
        this.recordsIn = group.getIOMetricGroup().getNumRecordsInCounter();
        this.errors = group.getNumRecordsInErrorsCounter();
    }

    /** What was emitted is no line, though the reader's base counts every element as a record. */
    void noLine() {
        recordsIn.dec();
    }

    /** A line is no event. */
    void unreadable(String reason) {
        errors.inc();
        malformed.computeIfAbsent(reason, this::malformedCounter).inc();
    }

    private Counter malformedCounter(String reason) {
        return group.addGroup("reason", reason).counter("malformedLines");
    }
}

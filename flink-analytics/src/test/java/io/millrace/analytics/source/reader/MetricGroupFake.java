package io.millrace.analytics.source.reader;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.OperatorIOMetricGroup;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

/** Keeps what is registered; a metric of the group {@code value} under {@code key} goes by {@code name{key=value}}. */
final class MetricGroupFake extends UnregisteredMetricsGroup implements SourceReaderMetricGroup {
    private final Map<String, Metric> metrics;
    private final String label;
    private final Counter recordsIn;
    private final Counter errors;

    MetricGroupFake() {
        this(new TreeMap<>(), "", new SimpleCounter(), new SimpleCounter());
        metrics.put("numRecordsIn", recordsIn);
        metrics.put("numRecordsInErrors", errors);
    }

    private MetricGroupFake(Map<String, Metric> metrics, String label, Counter recordsIn, Counter errors) {
        this.metrics = metrics;
        this.label = label;
        this.recordsIn = recordsIn;
        this.errors = errors;
    }

    /** Returns the numbers of all metrics now, by name. */
    Map<String, Long> values() {
        return metrics.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> valueOf(entry.getValue())));
    }

    private static long valueOf(Metric metric) {
        return metric instanceof Counter counter ? counter.getCount() : (Long) ((Gauge<?>) metric).getValue();
    }

    @Override
    public Counter counter(String name) {
        Counter counter = new SimpleCounter();
        metrics.put(name + label, counter);
        return counter;
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
        metrics.put(name + label, gauge);
        return gauge;
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
        return new MetricGroupFake(metrics, "{" + key + "=" + value + "}", recordsIn, errors);
    }

    @Override
    public Counter getNumRecordsInErrorsCounter() {
        return errors;
    }

    @Override
    public void setPendingBytesGauge(Gauge<Long> gauge) {
        gauge("pendingBytes", gauge);
    }

    @Override
    public void setPendingRecordsGauge(Gauge<Long> gauge) {
        gauge("pendingRecords", gauge);
    }

    @Override
    public OperatorIOMetricGroup getIOMetricGroup() {
        return new IOMetricGroupFake(recordsIn);
    }

    /** Keeps how many records came in; what else is counted, nobody asks for. */
    private static final class IOMetricGroupFake extends UnregisteredMetricsGroup implements OperatorIOMetricGroup {
        private final Counter recordsIn;

        private IOMetricGroupFake(Counter recordsIn) {
            this.recordsIn = recordsIn;
        }

        @Override
        public Counter getNumRecordsInCounter() {
            return recordsIn;
        }

        @Override
        public Counter getNumRecordsOutCounter() {
            return new SimpleCounter();
        }

        @Override
        public Counter getNumBytesInCounter() {
            return new SimpleCounter();
        }

        @Override
        public Counter getNumBytesOutCounter() {
            return new SimpleCounter();
        }
    }
}

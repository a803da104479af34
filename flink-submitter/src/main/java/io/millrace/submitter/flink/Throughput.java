package io.millrace.submitter.flink;

import java.util.List;

/**
 * Records per second: Flink's own averages over a minute.
 *
 * @param in read by the job's sources
 * @param out taken by the job's sinks
 */
public record Throughput(double in, double out) {

    static final Throughput NONE = new Throughput(0, 0);

    private static final String IN = ".numRecordsInPerSecond";
    private static final String OUT = ".numRecordsOutPerSecond";

    /** Whether a metric of a vertex tells what a source reads or emits, or what a sink takes. */
    static boolean counts(String metric) {
        return (isSource(metric) && (metric.endsWith(IN) || metric.endsWith(OUT)))
                || (isSink(metric) && metric.endsWith(IN));
    }

    /** Adds a vertex. A source need not count what it reads (FLIP-33); what it emits then stands for it. */
    Throughput plus(List<FlinkCalls.Metric> vertex) {
        double read = sum(vertex, IN, true);
        double emitted = sum(vertex, OUT, true);
        return new Throughput(in + Math.max(read, emitted), out + sum(vertex, IN, false));
    }

    private static double sum(List<FlinkCalls.Metric> metrics, String rate, boolean source) {
        return metrics.stream()
                .filter(metric -> metric.id().endsWith(rate) && isSource(metric.id()) == source)
                .mapToDouble(metric -> metric.sum() == null ? 0 : metric.sum())
                .sum();
    }

    private static boolean isSource(String metric) {
        return metric.startsWith("Source__");
    }

    /** A sink without a committer is one operator, else a writer and a committer, which sees no records. */
    private static boolean isSink(String metric) {
        return metric.contains("__Writer.") || (metric.startsWith("Sink__") && !metric.contains("__Committer."));
    }
}

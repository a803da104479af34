package io.millrace.submitter.flink;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What passes through a job.
 *
 * @param in records per second read by the job's sources, Flink's own average over a minute
 * @param out records per second taken by the job's sinks, likewise
 * @param lag records the sources have still to read; absent where none of them tells (FLIP-33: {@code pendingRecords})
 */
public record Throughput(double in, double out, @Nullable Long lag) {

    static final Throughput NONE = new Throughput(0, 0, null);

    private static final String IN = ".numRecordsInPerSecond";
    private static final String OUT = ".numRecordsOutPerSecond";
    private static final String PENDING = ".pendingRecords";

    /** Whether a metric of a vertex tells what a source reads or emits, or what a sink takes. */
    static boolean counts(String metric) {
        return (isSource(metric) && (metric.endsWith(IN) || metric.endsWith(OUT) || metric.endsWith(PENDING)))
                || (isSink(metric) && metric.endsWith(IN));
    }

    /** Adds a vertex. A source need not count what it reads (FLIP-33); what it emits then stands for it. */
    Throughput plus(List<FlinkCalls.Metric> vertex) {
        double read = sum(vertex, IN, true);
        double emitted = sum(vertex, OUT, true);
        boolean tells = vertex.stream().anyMatch(metric -> metric.id().endsWith(PENDING));
        Long pending = tells ? Long.valueOf(Math.round(sum(vertex, PENDING, true)) + (lag == null ? 0 : lag)) : lag;
        return new Throughput(in + Math.max(read, emitted), out + sum(vertex, IN, false), pending);
    }

    private static double sum(List<FlinkCalls.Metric> metrics, String figure, boolean source) {
        return metrics.stream()
                .filter(metric -> metric.id().endsWith(figure) && isSource(metric.id()) == source)
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

package io.millrace.submitter.flink;

import io.millrace.submitter.flink.FlinkCalls.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a job's figures. */
final class FlinkMetrics {

    private static final String VERTEX = "/jobs/{job}/vertices/{vertex}/subtasks/metrics";

    /** A name has up to 110 characters, and Flink takes 4096 in the first line of a request. */
    private static final int METRICS_AT_ONCE = 10;

    private final FlinkHttp flink;

    FlinkMetrics(FlinkHttp flink) {
        this.flink = flink;
    }

    Optional<Long> restarts(String jobId) {
        Metric[] metrics =
                flink.get("/jobs/{id}/metrics?get=numRestarts", jobId).read(Metric[].class);
        return Stream.of(metrics)
                .map(Metric::value)
                .filter(value -> value != null && value.matches("[0-9]{1,18}"))
                .map(Long::valueOf)
                .findFirst();
    }

    Throughput throughput(JobDetails job) {
        Throughput sum = Throughput.NONE;
        for (JobDetails.Vertex vertex : job.vertices()) {
            sum = sum.plus(sums(job.id(), vertex.id()));
        }
        return sum;
    }

    private List<Metric> sums(String jobId, String vertexId) {
        Metric[] known = flink.get(VERTEX, jobId, vertexId).read(Metric[].class);
        List<String> names =
                Stream.of(known).map(Metric::id).filter(Throughput::counts).toList();
        List<Metric> sums = new ArrayList<>();
        for (int from = 0; from < names.size(); from += METRICS_AT_ONCE) {
            String some = String.join(",", names.subList(from, Math.min(names.size(), from + METRICS_AT_ONCE)));
            sums.addAll(List.of(flink.get(VERTEX + "?agg=sum&get={names}", jobId, vertexId, some)
                    .read(Metric[].class)));
        }
        return sums;
    }
}

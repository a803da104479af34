package io.millrace.bench.job;

import io.millrace.bench.process.ChildJvm;
import io.millrace.bench.report.Benchmark;
import io.millrace.bench.report.Effort;
import io.millrace.bench.report.Target;
import io.millrace.bench.stream.MeasuredProducer;
import io.millrace.bench.stream.Patience;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * How long after the end of its window each result of the job comes, from a producer of ten thousand events a second, with
 * checkpoints. Nothing is waited for beyond that end: no lateness is allowed, and a synthetic stream is in order.
 */
public final class JobLatencyBenchmark implements Benchmark {
    private static final int EVENTS_PER_SECOND = 10_000;
    private static final double MOST_MILLIS = 200;

    @Override
    public List<Target> run(Effort effort, PrintStream out) throws IOException, InterruptedException {
        try (ChildJvm producer = MeasuredProducer.start(EVENTS_PER_SECOND, List.of());
                RunningJob job = RunningJob.start(
                        MeasuredJob.Kind.WINDOWS,
                        producer,
                        "--from=latest",
                        "--window=1s",
                        "--out-of-orderness=0s",
                        "--allowed-lateness=0s")) {
            Thread.sleep(effort.pick(Duration.ofSeconds(40), effort.warmUp()).toMillis());
            job.jvm().ask(ResultDelays.RECORD);
            Thread.sleep(effort.pick(Duration.ofSeconds(60), effort.measured()).toMillis());
            Patience.until(
                    "results of every kind come",
                    () -> came(job).size()
                            >= effort.pick(ResultDelays.tell(job.jvm()).size(), 1));
            List<ResultDelays> delays = came(job);
            out.printf("%-16s %10s %8s %8s %8s%n", "results", "count", "p50 ms", "p99 ms", "max ms");
            delays.forEach(result -> print(out, result));
            return delays.stream()
                    .map(result -> Target.atMost(
                            "p99 of " + result.kind() + ", beyond the window's end", result.p99(), MOST_MILLIS, "ms"))
                    .toList();
        }
    }

    /** The kinds of which there were results. */
    private static List<ResultDelays> came(RunningJob job) {
        return ResultDelays.tell(job.jvm()).stream()
                .filter(result -> result.count() > 0)
                .toList();
    }

    private static void print(PrintStream out, ResultDelays result) {
        out.printf(
                Locale.ROOT,
                "%-16s %,10d %8.1f %8.1f %8.1f%n",
                result.kind(),
                result.count(),
                result.p50(),
                result.p99(),
                result.longest());
    }
}

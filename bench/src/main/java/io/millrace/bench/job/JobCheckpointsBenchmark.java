package io.millrace.bench.job;

import io.millrace.bench.process.ChildJvm;
import io.millrace.bench.report.Benchmark;
import io.millrace.bench.report.Effort;
import io.millrace.bench.report.Median;
import io.millrace.bench.report.Target;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What checkpoints every five seconds cost the job with all windows, beside one that makes none. */
public final class JobCheckpointsBenchmark implements Benchmark {
    private static final double MOST_PERCENT = 5;

    @Override
    public List<Target> run(Effort effort, PrintStream out) throws IOException, InterruptedException {
        List<Double> costs = new ArrayList<>();
        try (ChildJvm server = ChildJvm.start(ReadyServer.class, List.of(), List.of())) {
            out.printf("%8s %16s %16s %10s%n", "repeat", "without, ev/s", "every 5 s, ev/s", "cost");
            for (int repeat = 1; repeat <= effort.repeats(); repeat++) {
                double without = speed(server, MeasuredJob.Kind.WITHOUT_CHECKPOINTS, effort);
                double with = speed(server, MeasuredJob.Kind.WINDOWS, effort);
                double cost = 100 * (1 - with / without);
                costs.add(cost);
                out.printf(Locale.ROOT, "%8d %,16.0f %,16.0f %8.1f %%%n", repeat, without, with, cost);
            }
        }
        return List.of(
                Target.atMost("throughput that checkpoints every 5 s cost", Median.of(costs), MOST_PERCENT, "%"));
    }

    private static double speed(ChildJvm server, MeasuredJob.Kind kind, Effort effort)
            throws IOException, InterruptedException {
        Duration measured = effort.pick(Duration.ofSeconds(20), effort.measured());
        return JobSpeed.measure(server, kind, effort.warmUp(), measured, "--checkpoint-interval=5s")
                .eventsPerSecond();
    }
}

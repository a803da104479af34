package io.millrace.bench.job;

import io.millrace.bench.process.ChildJvm;
import io.millrace.bench.process.Heap;
import io.millrace.bench.report.Benchmark;
import io.millrace.bench.report.Effort;
import io.millrace.bench.report.Median;
import io.millrace.bench.report.Target;
import io.millrace.bench.stream.Patience;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether the job's memory stays flat while it reads a hundred million events as fast as it can. */
public final class JobBacklogBenchmark implements Benchmark {
    private static final int SAMPLES = 40;
    private static final int QUARTER = SAMPLES / 4;
    private static final double MOST_GROWTH = 1.1;

    @Override
    public List<Target> run(Effort effort, PrintStream out) throws IOException, InterruptedException {
        long events = effort.pick(100_000_000L, 100_000L);
        List<Double> live = new ArrayList<>();
        try (ChildJvm server = ChildJvm.start(ReadyServer.class, List.of(), List.of());
                RunningJob job = RunningJob.start(MeasuredJob.Kind.WINDOWS, server)) {
            out.printf("%14s %10s %10s %10s%n", "events", "s", "live MiB", "peak MiB");
            long start = System.nanoTime();
            for (int sample = 1; sample <= SAMPLES; sample++) {
                long due = events * sample / SAMPLES;
                Patience.until("the job read " + due + " events", () -> JobSpeed.sent(server) >= due);
                Heap heap = Heap.of(job.jvm());
                live.add(heap.liveMebibytes());
                out.printf(
                        Locale.ROOT,
                        "%,14d %10.1f %10.1f %10.1f%n",
                        JobSpeed.sent(server),
                        (System.nanoTime() - start) / 1e9,
                        heap.liveMebibytes(),
                        heap.peakMebibytes());
            }
        }
        double before = Median.of(live.subList(QUARTER, 2 * QUARTER));
        double end = Median.of(live.subList(SAMPLES - QUARTER, SAMPLES));
        return List.of(
                Target.atMost("live heap in the last quarter, of that in the second", end / before, MOST_GROWTH, "x"));
    }
}

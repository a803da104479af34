package io.millrace.bench;

import io.millrace.bench.job.JobBacklogBenchmark;
import io.millrace.bench.job.JobBenchmark;
import io.millrace.bench.job.JobCheckpointsBenchmark;
import io.millrace.bench.job.JobLatencyBenchmark;
import io.millrace.bench.report.Benchmark;
import io.millrace.bench.report.Effort;
import io.millrace.bench.report.Target;
import io.millrace.bench.stream.EncodeBenchmark;
import io.millrace.bench.stream.FanOutBenchmark;
import io.millrace.bench.stream.IdleCostBenchmark;
import io.millrace.bench.stream.RateBenchmark;
import io.millrace.bench.stream.TenThousandBenchmark;
import io.millrace.bench.submit.SubmitBenchmark;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Runs one benchmark by its name. */
public final class Bench {
    private static final String SMOKE = "--smoke";
    private static final Map<String, Supplier<Benchmark>> BENCHMARKS = new TreeMap<>(Map.ofEntries(
            Map.entry("rate", RateBenchmark::new),
            Map.entry("one-reader", FanOutBenchmark::oneReader),
            Map.entry("hundred-readers", FanOutBenchmark::hundredReaders),
            Map.entry("encode", EncodeBenchmark::new),
            Map.entry("ten-thousand", TenThousandBenchmark::new),
            Map.entry("idle-cost", IdleCostBenchmark::new),
            Map.entry("job", JobBenchmark::canonical),
            Map.entry("job-nxlog", JobBenchmark::nxlog),
            Map.entry("job-latency", JobLatencyBenchmark::new),
            Map.entry("job-checkpoints", JobCheckpointsBenchmark::new),
            Map.entry("job-backlog", JobBacklogBenchmark::new),
            Map.entry("submit", SubmitBenchmark::new)));

    private Bench() {}

    /** Runs the benchmark of that name; {@code --smoke} behind it shows only whether it works. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        boolean smoke = arguments.length == 2 && arguments[1].equals(SMOKE);
        if (arguments.length != (smoke ? 2 : 1) || !BENCHMARKS.containsKey(arguments[0])) {
            System.err.println("A benchmark is one of " + BENCHMARKS.keySet() + ", with or without " + SMOKE
                    + " behind it, not '" + String.join(" ", arguments) + "'");
            System.exit(2);
        }
        run(arguments[0], smoke ? Effort.SMOKE : Effort.FULL, System.out);
    }

    /**
     * Runs a benchmark and prints its figures and targets.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    static List<Target> run(String name, Effort effort, PrintStream out) throws IOException, InterruptedException {
        Supplier<Benchmark> benchmark = BENCHMARKS.get(name);
        if (benchmark == null) {
            throw new IllegalArgumentException("a benchmark is one of " + BENCHMARKS.keySet() + ", not " + name);
        }
        out.printf(
                Locale.ROOT,
                "%s on %d cores, load %.1f before it%n",
                name,
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        List<Target> targets = benchmark.get().run(effort, out);
        out.println();
        targets.forEach(target -> out.println(target.line()));
        return targets;
    }
}

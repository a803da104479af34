package io.millrace.bench.stream;

import io.millrace.bench.report.Benchmark;
import io.millrace.bench.report.Effort;
import io.millrace.bench.report.Target;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Encoding alone, by JMH: at least 1 GB/s on a core, and nothing allocated per event. */
public final class EncodeBenchmark implements Benchmark {
    private static final String ALLOCATED = "gc.alloc.rate.norm";

    /** What the profiler itself leaves: less than a byte in so many events is none. */
    private static final double NOTHING = 0.5;

    @Override
    public List<Target> run(Effort effort, PrintStream out) {
        RunResult result;
        try {
            result = new Runner(options(effort)).runSingle();
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH cannot run: " + e.getMessage(), e);
        }
        double events = result.getPrimaryResult().getScore();
        double error = result.getPrimaryResult().getScoreError();
        double bytes = secondary(result, Encoding.BYTES);
        double allocated = secondary(result, ALLOCATED);
        out.printf(Locale.ROOT, "%14s %14s %10s %12s %12s%n", "events/s", "+/-", "GB/s", "bytes/event", "allocated");
        out.printf(
                Locale.ROOT,
                "%,14.0f %,14.0f %10.3f %12.1f %10.4f B%n",
                events,
                error,
                bytes / 1e9,
                bytes / events,
                allocated);
        return List.of(
                Target.atLeast("encoded by one thread", bytes / 1e9, 1, "GB/s"),
                Target.atMost("allocated per event", allocated, NOTHING, "B"));
    }

    @SuppressWarnings("rawtypes") // as JMH has it
    private static double secondary(RunResult result, String name) {
        return result.getSecondaryResults().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith(name))
                .mapToDouble(entry -> entry.getValue().getScore())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("JMH gives no " + name));
    }

    private static Options options(Effort effort) {
        return new OptionsBuilder()
                .include(Encoding.class.getName() + ".encode")
                .forks(effort.pick(3, 1))
                .warmupIterations(effort.pick(5, 1))
                .warmupTime(time(effort, effort.warmUp().toMillis()))
                .measurementIterations(effort.pick(5, 1))
                .measurementTime(time(effort, effort.measured().toMillis()))
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .build();
    }

    private static TimeValue time(Effort effort, long millis) {
        return TimeValue.milliseconds(effort.pick(1_000L, millis));
    }
}

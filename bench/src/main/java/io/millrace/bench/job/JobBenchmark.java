package io.millrace.bench.job;

import io.millrace.bench.process.ChildJvm;
import io.millrace.bench.report.Benchmark;
import io.millrace.bench.report.Effort;
import io.millrace.bench.report.Median;
import io.millrace.bench.report.Target;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The speed of the job at parallelism 1, beside the reference: our source and parser alone, and all windows, with checkpoints.
 * They take turns at one server, which sends ready-made events from its memory; what counts is how many it got rid of.
 */
public final class JobBenchmark implements Benchmark {
    private static final Path RECORDED = Path.of("..", "shared", "data", "windows-events", "nxlog");
    /** Each turn has at least one. */
    private static final String CHECKPOINT_INTERVAL = "4s";

    private static final double TUPLES_OF_REFERENCE = 4;
    private static final double WINDOWS_OF_REFERENCE = 2.5;

    private final boolean recorded;

    private JobBenchmark(boolean recorded) {
        this.recorded = recorded;
    }

    /** Synthetic canonical events. */
    public static JobBenchmark canonical() {
        return new JobBenchmark(false);
    }

    /** Recorded events as NXLog writes them, where {@code ../shared/data} has them. */
    public static JobBenchmark nxlog() {
        return new JobBenchmark(true);
    }

    @Override
    public List<Target> run(Effort effort, PrintStream out) throws IOException, InterruptedException {
        if (recorded && !Files.isDirectory(RECORDED)) {
            out.println("skipped: there are no recorded events in " + RECORDED);
            return List.of();
        }
        List<String> folder = recorded ? List.of(RECORDED.toString()) : List.of();
        Contender reference = Contender.of(recorded ? MeasuredJob.Kind.NXLOG_REFERENCE : MeasuredJob.Kind.REFERENCE);
        Contender tuples = Contender.of(MeasuredJob.Kind.TUPLES);
        Contender windows = Contender.of(MeasuredJob.Kind.WINDOWS);
        List<Contender> contenders = List.of(reference, tuples, windows);
        try (ChildJvm server = ChildJvm.start(ReadyServer.class, List.of(), folder)) {
            out.printf(Locale.ROOT, "%-16s %-8s %14s %10s%n", "job", "repeat", "events/s", "results");
            for (int repeat = 1; repeat <= effort.repeats(); repeat++) {
                for (Contender contender : contenders) {
                    JobSpeed speed = turn(server, contender.kind(), effort);
                    contender.speeds().add(speed.eventsPerSecond());
                    print(out, contender.kind(), "" + repeat, speed.eventsPerSecond(), "" + speed.results());
                }
            }
        }
        contenders.forEach(contender -> print(out, contender.kind(), "median", Median.of(contender.speeds()), ""));
        return List.of(
                Target.atLeast(
                        "source, parser and tuple, of the reference's",
                        ratio(tuples.speeds(), reference.speeds()),
                        TUPLES_OF_REFERENCE,
                        "x"),
                Target.atLeast(
                        "with all windows, of the reference's",
                        ratio(windows.speeds(), reference.speeds()),
                        WINDOWS_OF_REFERENCE,
                        "x"));
    }

    private record Contender(MeasuredJob.Kind kind, List<Double> speeds) {
        static Contender of(MeasuredJob.Kind kind) {
            return new Contender(kind, new ArrayList<>());
        }
    }

    private JobSpeed turn(ChildJvm server, MeasuredJob.Kind kind, Effort effort)
            throws IOException, InterruptedException {
        // recorded events have times of their own, which come again and again
        String time = recorded ? "--time=arrival" : "--time=event";
        return JobSpeed.measure(
                server, kind, effort.warmUp(), effort.measured(), time, "--checkpoint-interval=" + CHECKPOINT_INTERVAL);
    }

    private static void print(PrintStream out, MeasuredJob.Kind kind, String repeat, double speed, String results) {
        out.printf(
                Locale.ROOT, "%-16s %-8s %,14.0f %10s%n", kind.name().toLowerCase(Locale.ROOT), repeat, speed, results);
    }

    private static double ratio(List<Double> one, List<Double> other) {
        List<Double> ratios = new ArrayList<>();
        for (int turn = 0; turn < one.size(); turn++) {
            ratios.add(one.get(turn) / other.get(turn));
        }
        return Median.of(ratios);
    }
}

package io.millrace.bench.job;

import io.millrace.bench.process.ChildJvm;
import io.millrace.bench.report.Benchmark;
import io.millrace.bench.report.Effort;
import io.millrace.bench.report.Median;
import io.millrace.bench.report.Target;
import io.millrace.bench.stream.Patience;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The speed of the job at parallelism 1: our source and parser, and those with all windows, beside the reference. They take
 * turns at one server, which sends ready-made events from its memory; what counts is how many it got rid of.
 */
public final class JobBenchmark implements Benchmark {
    private static final Path RECORDED = Path.of("..", "shared", "data", "windows-events", "nxlog");
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
            out.printf(Locale.ROOT, "%-16s %-8s %14s%n", "job", "repeat", "events/s");
            for (int repeat = 1; repeat <= effort.repeats(); repeat++) {
                for (Contender contender : contenders) {
                    double speed = turn(server, contender.kind(), effort);
                    contender.speeds().add(speed);
                    print(out, contender.kind(), "" + repeat, speed);
                }
            }
        }
        contenders.forEach(contender -> print(out, contender.kind(), "median", Median.of(contender.speeds())));
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

    @SuppressWarnings("try") // the job only has to run
    private double turn(ChildJvm server, MeasuredJob.Kind kind, Effort effort)
            throws IOException, InterruptedException {
        // recorded events have times of their own, which come again and again
        List<String> arguments =
                List.of(kind.name(), "--port", "" + server.port(), "--time", recorded ? "arrival" : "event");
        try (ChildJvm job = ChildJvm.start(MeasuredJob.class, List.of("-Xmx1g"), arguments)) {
            long begun = sent(server);
            Patience.until("the job reads", () -> sent(server) > begun);
            Thread.sleep(4 * effort.warmUp().toMillis());
            long before = sent(server);
            long start = System.nanoTime();
            Thread.sleep(effort.measured().toMillis());
            return (sent(server) - before) * 1e9 / (System.nanoTime() - start);
        }
    }

    private static long sent(ChildJvm server) {
        return Long.parseLong(server.ask(ReadyServer.SENT));
    }

    private static void print(PrintStream out, MeasuredJob.Kind kind, String repeat, double speed) {
        out.printf(Locale.ROOT, "%-16s %-8s %,14.0f%n", kind.name().toLowerCase(Locale.ROOT), repeat, speed);
    }

    private static double ratio(List<Double> one, List<Double> other) {
        List<Double> ratios = new ArrayList<>();
        for (int turn = 0; turn < one.size(); turn++) {
            ratios.add(one.get(turn) / other.get(turn));
        }
        return Median.of(ratios);
    }
}

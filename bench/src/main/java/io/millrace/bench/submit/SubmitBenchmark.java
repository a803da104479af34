package io.millrace.bench.submit;

import io.millrace.analytics.AnalyticsJob;
import io.millrace.bench.process.ChildJvm;
import io.millrace.bench.report.Benchmark;
import io.millrace.bench.report.Effort;
import io.millrace.bench.report.Median;
import io.millrace.bench.report.Target;
import io.millrace.bench.stream.Patience;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.client.RestClient;

/**
 * How long it takes from asking for the job until all its vertices run: asked of the submitter, and by Flink's own command
 * line, whose JVM starts each time. They take turns at one session cluster, after a turn of each that does not count.
 */
public final class SubmitBenchmark implements Benchmark {
    private static final double MOST_OF_COMMAND_LINE = 1;

    /** Nobody listens there; the job runs all the same. */
    private static final List<String> ARGUMENTS = List.of("--hostname", "127.0.0.1", "--port", "1");

    @Override
    public List<Target> run(Effort effort, PrintStream out) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("millrace-bench");
        try {
            return run(folder, effort, out);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static List<Target> run(Path folder, Effort effort, PrintStream out)
            throws IOException, InterruptedException {
        Path jar = jar();
        FlinkJvm flink = FlinkJvm.configure(folder.resolve("conf"));
        List<Double> bySubmitter = new ArrayList<>();
        List<Double> byCommand = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        try (ChildJvm cluster = SessionCluster.start(flink, folder.resolve("cluster"));
                ChildJvm submitter = MeasuredSubmitter.start(cluster.port(), folder.resolve("submitter"), jar)) {
            ClusterJobs jobs = new ClusterJobs(cluster.port());
            out.printf("%-8s %12s %16s %8s%n", "repeat", "submitter, s", "command line, s", "ratio");
            for (int repeat = 0; repeat <= effort.repeats(); repeat++) {
                double asked = bySubmitter(submitter, "turn-" + repeat, jobs);
                double run = byCommand(flink, cluster, jar, jobs);
                print(out, repeat == 0 ? "warm-up" : "" + repeat, asked, run, asked / run);
                if (repeat > 0) {
                    bySubmitter.add(asked);
                    byCommand.add(run);
                    ratios.add(asked / run);
                }
            }
        }
        double ratio = Median.of(ratios);
        print(out, "median", Median.of(bySubmitter), Median.of(byCommand), ratio);
        return List.of(
                Target.atMost("time until the job runs, of the command line's", ratio, MOST_OF_COMMAND_LINE, "x"));
    }

    private static double bySubmitter(ChildJvm submitter, String name, ClusterJobs jobs) throws InterruptedException {
        RestClient client = RestClient.create("http://127.0.0.1:" + submitter.port());
        long start = System.nanoTime();
        client.post()
                .uri("/jobs")
                .body(Map.of("name", name, "arguments", ARGUMENTS, "parallelism", 1))
                .retrieve()
                .toBodilessEntity();
        return secondsUntilRunning(start, jobs, () -> {});
    }

    private static double byCommand(FlinkJvm flink, ChildJvm cluster, Path jar, ClusterJobs jobs)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (FlinkCommand command = FlinkCommand.run(flink, cluster.port(), jar, ARGUMENTS)) {
            return secondsUntilRunning(start, jobs, command::check);
        }
    }

    /** @param check fails when the job will not come */
    private static double secondsUntilRunning(long start, ClusterJobs jobs, Runnable check)
            throws InterruptedException {
        Patience.until("the job runs with all its vertices", () -> {
            check.run();
            return jobs.running();
        });
        double seconds = (System.nanoTime() - start) / 1e9;
        jobs.cancel();
        return seconds;
    }

    /** The job's jar is on the class path. */
    private static Path jar() {
        try {
            return Path.of(AnalyticsJob.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("the class path has a place that is no URI", impossible);
        }
    }

    private static void print(PrintStream out, String repeat, double submitter, double command, double ratio) {
        out.printf(Locale.ROOT, "%-8s %12.2f %16.2f %8.2f%n", repeat, submitter, command, ratio);
    }
}

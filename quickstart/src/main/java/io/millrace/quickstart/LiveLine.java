package io.millrace.quickstart;

import io.millrace.quickstart.Figures.JobFigures;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Turns two readings of the figures into the line of throughput. */
final class LiveLine {

    private LiveLine() {}

    /**
     * Writes the line.
     *
     * @param before the earlier reading
     * @param now the later one
     * @param between the time from one to the other, more than none
     */
    static String of(Figures before, Figures now, Duration between) {
        return "produced " + rate(before.produced(), now.produced(), between)
                + "/s | consumer " + rate(before.received(), now.received(), between)
                + "/s | Flink " + rate(read(before.job()), read(now.job()), between)
                + "/s | " + job(now.job());
    }

    private static String job(@Nullable JobFigures job) {
        if (job == null) {
            return "no job";
        }
        String state = job.runs() || job.tasks() == 0
                ? job.state()
                : job.state() + " " + job.runningTasks() + "/" + job.tasks();
        return "job " + state + ", " + job.checkpoints() + (job.checkpoints() == 1 ? " checkpoint" : " checkpoints");
    }

    private static OptionalLong read(@Nullable JobFigures job) {
        return job == null ? OptionalLong.empty() : OptionalLong.of(job.read());
    }

    private static String rate(OptionalLong before, OptionalLong now, Duration between) {
        // a counter that went back belongs to another life of its part
        if (before.isEmpty() || now.isEmpty() || now.getAsLong() < before.getAsLong()) {
            return "-";
        }
        double seconds = between.toNanos() / 1e9;
        return String.format(Locale.ROOT, "%,.0f", (now.getAsLong() - before.getAsLong()) / seconds);
    }
}

package io.millrace.quickstart;

import io.millrace.quickstart.Figures.JobFigures;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says once that the job runs, or once that it is late. */
final class JobNotice {

    static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String remedy;
    private boolean runs;
    private boolean late;

    /**
     * Creates the notice.
     *
     * @param remedy where to look when the job does not run
     */
    JobNotice(String remedy) {
        this.remedy = remedy;
    }

    /** What to say about the job now, if anything; {@code uptime} counts from the start of the JVM. */
    Optional<String> about(@Nullable JobFigures job, Duration uptime) {
        if (runs) {
            return Optional.empty();
        }
        if (job != null && job.runs()) {
            runs = true;
            return Optional.of(String.format(
                    Locale.ROOT,
                    "The job is RUNNING with all %d tasks, %.1f s after the start.",
                    job.tasks(),
                    uptime.toMillis() / 1e3));
        }
        if (!late && uptime.compareTo(PATIENCE) > 0) {
            late = true;
            return Optional.of("No job is RUNNING after " + PATIENCE.toSeconds() + " s; " + remedy);
        }
        return Optional.empty();
    }
}

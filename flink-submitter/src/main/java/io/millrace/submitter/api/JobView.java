package io.millrace.submitter.api;

import io.millrace.submitter.flink.CheckpointReport;
import io.millrace.submitter.flink.Throughput;
import io.millrace.submitter.reconcile.Condition;
import io.millrace.submitter.reconcile.Figures;
import io.millrace.submitter.reconcile.JobStatus;
import io.millrace.submitter.reconcile.Phase;
import io.millrace.submitter.reconcile.Sighting;
import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.JobSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job as {@code GET /jobs/{id}} shows it; what is not known is absent.
 *
 * @param generation counts what was asked of it; the {@code ETag}
 * @param revision number of the revision that should run; {@code spec} is what it says
 * @param attempt number of the newest attempt, from 1 on
 * @param attemptRevision number of the revision that attempt runs
 * @param restoredFrom the checkpoint or savepoint that attempt started from
 * @param outputMayRepeat whether that was older than the newest one there was
 * @param stable whether it ran without a restart for long enough
 * @param uptime of the Flink job
 * @param restarts by Flink itself, within this attempt
 * @param recordsInPerSecond read by the sources, averaged over a minute
 * @param recordsOutPerSecond taken by the sinks, averaged over a minute
 * @param lag records its sources have still to read, where they tell
 * @param savepoint what the stop left
 * @param rootCause of the newest failure
 */
record JobView(
        String id,
        String name,
        long generation,
        Phase phase,
        Desired desired,
        List<Condition> conditions,
        int revision,
        String flinkJobId,
        int attempt,
        int attemptRevision,
        @Nullable String restoredFrom,
        boolean outputMayRepeat,
        boolean stable,
        @Nullable Duration uptime,
        @Nullable Long restarts,
        @Nullable Double recordsInPerSecond,
        @Nullable Double recordsOutPerSecond,
        @Nullable Long lag,
        @Nullable Checkpoint lastCheckpoint,
        @Nullable String savepoint,
        @Nullable String rootCause,
        JobSpec spec,
        Instant createdAt) {

    /** The newest completed checkpoint; of an ended attempt only its path is known. */
    record Checkpoint(
            @Nullable Long id,
            @Nullable Instant at,
            @Nullable String path) {}

    static JobView of(Job job, JobStatus status) {
        Attempt attempt = job.attempt();
        Sighting sighting = attempt.live() ? status.sighting() : null;
        Figures figures = sighting == null ? null : sighting.figures();
        Throughput throughput = figures == null ? null : figures.throughput();
        return new JobView(
                job.id(),
                job.name(),
                job.generation(),
                status.phase(),
                job.desired(),
                status.conditions(),
                job.wanted().number(),
                attempt.flinkJobId(),
                attempt.number(),
                attempt.revision(),
                attempt.restoredFrom(),
                attempt.outputMayRepeat(),
                attempt.live() && attempt.progress().stableAt() != null,
                sighting == null ? null : Duration.ofMillis(sighting.details().duration()),
                figures == null ? null : figures.restarts(),
                throughput == null ? null : throughput.in(),
                throughput == null ? null : throughput.out(),
                throughput == null ? null : throughput.lag(),
                checkpoint(attempt, figures),
                attempt.savepoint(),
                rootCause(attempt, figures),
                job.wanted().spec(),
                job.createdAt());
    }

    private static @Nullable Checkpoint checkpoint(Attempt attempt, @Nullable Figures figures) {
        CheckpointReport.Completed newest = figures == null ? null : figures.checkpoint();
        if (newest != null) {
            return new Checkpoint(newest.id(), Instant.ofEpochMilli(newest.completedAt()), newest.path());
        }
        return attempt.checkpoint() == null ? null : new Checkpoint(null, null, attempt.checkpoint());
    }

    private static @Nullable String rootCause(Attempt attempt, @Nullable Figures figures) {
        if (figures == null) {
            return attempt.state() == AttemptState.FAILED ? attempt.note() : null;
        }
        return figures.failure() == null ? null : figures.failure().rootCause();
    }
}

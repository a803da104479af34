package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.FlinkClient;
import io.millrace.submitter.flink.FlinkRefusedException;
import io.millrace.submitter.flink.FlinkUnreachableException;
import io.millrace.submitter.flink.RunRequest;
import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.JobSpec;
import io.millrace.submitter.store.JobStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the decided step: the only one that changes Flink. Used by the loop's thread alone. */
final class Actor {

    private static final Logger log = LoggerFactory.getLogger(Actor.class);

    /** Without it Flink removes the last checkpoint with the job, and a lost or cancelled job has nothing left. */
    private static final Map<String, String> RETAIN_CHECKPOINTS =
            Map.of("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");

    private final FlinkClient flink;
    private final JobStore store;
    private final CheckpointFolder checkpoints;

    Actor(FlinkClient flink, JobStore store, CheckpointFolder checkpoints) {
        this.flink = flink;
        this.store = store;
        this.checkpoints = checkpoints;
    }

    /** Takes the step; when Flink gives no answer or refuses, the next look decides anew. */
    void act(Job job, Action action) {
        try {
            step(job, action);
        } catch (FlinkUnreachableException | FlinkRefusedException failure) {
            log.warn("Job '{}', {}: {}", job.name(), action, failure.getMessage());
            store.note(job.attempt(), String.valueOf(failure.getMessage()));
        }
    }

    /** Cancels a Flink job whose attempt has ended, so that no job ever runs twice. */
    void cancelStray(String flinkJobId) {
        log.warn("Cancelling the Flink job {}: its attempt has ended", flinkJobId);
        try {
            flink.cancel(flinkJobId);
        } catch (FlinkUnreachableException | FlinkRefusedException failure) {
            log.warn("The stray Flink job {} could not be cancelled now: {}", flinkJobId, failure.getMessage());
        }
    }

    private void step(Job job, Action action) {
        Attempt attempt = job.attempt();
        if (action instanceof Action.Wait) {
            return;
        }
        if (!(action instanceof Action.RequestCancel)) {
            log.info("Job '{}', attempt {} ({}): {}", job.name(), attempt.number(), attempt.flinkJobId(), action);
        }
        if (action instanceof Action.Post) {
            post(job);
        } else if (action instanceof Action.RequestStop) {
            requestStop(attempt);
        } else if (action instanceof Action.RequestCancel) {
            flink.cancel(attempt.flinkJobId());
        } else {
            record(attempt, action);
        }
    }

    /** The steps that change nothing but our own book. */
    private void record(Attempt attempt, Action action) {
        if (action instanceof Action.MarkObserved) {
            store.advance(attempt, AttemptState.OBSERVED);
        } else if (action instanceof Action.Replace) {
            store.replace(attempt, checkpoints.newestState(attempt));
        } else if (action instanceof Action.KeepSavepoint keep) {
            store.savepoint(attempt, keep.path());
        } else if (action instanceof Action.GiveUpStop failed) {
            store.giveUpStop(attempt, failed.reason());
        } else if (action instanceof Action.RespectCancel) {
            store.respectCancel(attempt, Decision.CANCELLED_ELSEWHERE);
        } else if (action instanceof Action.End end) {
            if (end.savepoint() != null) {
                store.savepoint(attempt, end.savepoint());
            }
            store.end(attempt, end.outcome(), end.note());
        }
    }

    private void requestStop(Attempt attempt) {
        String known = attempt.stopTrigger();
        flink.stop(attempt.flinkJobId(), known == null ? store.stopTrigger(attempt) : known, null);
    }

    private void post(Job job) {
        Attempt attempt = job.attempt();
        Path jar = Path.of(job.spec().artifact());
        if (!Files.isReadable(jar)) {
            store.end(attempt, AttemptState.FAILED, "The jar " + jar.toAbsolutePath() + " is not there any more.");
            return;
        }
        String jarId = flink.upload(jar, String.valueOf(jar.getFileName()));
        try {
            if (attempt.state() == AttemptState.POSTING || store.advance(attempt, AttemptState.POSTING)) {
                run(job, jarId);
            }
        } finally {
            deleteJar(jarId);
        }
    }

    private void run(Job job, String jarId) {
        JobSpec spec = job.spec();
        Attempt posting = store.job(job.id()).map(Job::attempt).orElse(job.attempt());
        try {
            flink.run(
                    jarId,
                    new RunRequest(
                            posting.flinkJobId(),
                            spec.entryClass(),
                            spec.arguments(),
                            spec.parallelism(),
                            posting.restoredFrom(),
                            RETAIN_CHECKPOINTS));
            store.advance(posting, AttemptState.POSTED);
        } catch (FlinkRefusedException refused) {
            if (refused.duplicateJob()) {
                store.advance(posting, AttemptState.POSTED);
            } else if (refused.programAtFault()) {
                store.end(posting, AttemptState.FAILED, refused.rootCause());
            } else {
                // Whether the job arrived is unknown: the next looks tell by its id, and only then is it posted again.
                throw refused;
            }
        }
    }

    private void deleteJar(String jarId) {
        try {
            flink.deleteJar(jarId);
        } catch (FlinkUnreachableException | FlinkRefusedException failure) {
            log.warn("The uploaded jar {} stays on the cluster: {}", jarId, failure.getMessage());
        }
    }
}

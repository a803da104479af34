package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.CheckpointSettings;
import io.millrace.submitter.store.HealthPolicy;
import io.millrace.submitter.store.JobSpec;
import io.millrace.submitter.store.Progress;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How an attempt does after one more look: a pure function, whose answer is stored. */
final class Assessment {

    private Assessment() {}

    static Progress of(Progress before, Observed.Present seen, JobSpec spec, Instant now) {
        Figures figures = seen.figures();
        long checkpoint = figures.checkpoint() == null
                ? before.checkpoint()
                : figures.checkpoint().id();
        Instant checkpointAt = checkpoint == before.checkpoint() ? before.checkpointAt() : now;
        Long counted = figures.restarts();
        long restarts = counted == null ? before.restarts() : counted;
        Instant runningAt = before.runningAt() == null && seen.running() ? now : before.runningAt();

        boolean restarted = restarts > before.restarts() || seen.restartedAt() != before.restartedAt();
        boolean steady = seen.running() && !restarted && before.steadySince() != null;
        Instant steadySince = steady ? before.steadySince() : seen.running() ? now : null;
        long steadyCheckpoint = steady ? before.steadyCheckpoint() : checkpoint;
        CheckpointSettings settings = figures.settings();
        boolean checkpointed = settings != null && (!settings.periodic() || checkpoint > steadyCheckpoint);
        boolean stable = checkpointed && lasts(steadySince, spec.upgrade().stableAfter(), now);

        boolean idle = !seen.running() && !seen.waiting();
        Instant idleSince = !idle ? null : before.idleSince() == null ? now : before.idleSince();

        Instant stableAt = before.stableAt() == null && stable ? now : before.stableAt();
        // Flink counts anew when another JobManager takes the job over.
        boolean anew = restarts < before.restarts();
        long forgiven = stable ? restarts : Math.min(before.forgivenRestarts(), restarts);
        long newFaults =
                figures.faults().stream().filter(at -> at > before.failedAt()).count();
        long faults = stable ? 0 : (anew ? 0 : before.faults()) + newFaults;
        // It counts restarts for want of slots, too: no more are to blame than there were other failures.
        long toBlame = Math.min(restarts - forgiven, faults);
        boolean checkpoints = settings != null && settings.periodic();
        Instant heard = checkpoints ? laterOf(checkpointAt, steadySince) : null;
        String unhealthy = unhealthy(spec.health(), toBlame, heard, idleSince, now);
        return new Progress(
                runningAt,
                steadySince,
                steadyCheckpoint,
                idleSince,
                seen.running() ? seen.width() : before.width(),
                stableAt,
                seen.restartedAt(),
                restarts,
                forgiven,
                faults,
                figures.failure() == null
                        ? before.failedAt()
                        : figures.failure().at(),
                checkpoint,
                checkpointAt,
                unhealthy == null ? null : before.unhealthySince() == null ? now : before.unhealthySince(),
                unhealthy);
    }

    private static @Nullable String unhealthy(
            HealthPolicy policy,
            long restarts,
            @Nullable Instant checkpointed,
            @Nullable Instant idleSince,
            Instant now) {
        if (restarts >= policy.restarts()) {
            return "restarted %d times by Flink since it was stable last".formatted(restarts);
        }
        if (lasts(checkpointed, policy.checkpointStall(), now)) {
            return "no checkpoint completed for " + policy.checkpointStall();
        }
        if (lasts(idleSince, policy.checkpointStall(), now)) {
            return "not running for %s, although it waits for no slot".formatted(policy.checkpointStall());
        }
        return null;
    }

    /** A job that does not run takes no checkpoints: what it missed then is no stall. */
    private static @Nullable Instant laterOf(@Nullable Instant checkpointAt, @Nullable Instant steadySince) {
        return steadySince == null || checkpointAt == null || checkpointAt.isBefore(steadySince)
                ? steadySince
                : checkpointAt;
    }

    private static boolean lasts(@Nullable Instant since, Duration time, Instant now) {
        return since != null && !now.isBefore(since.plus(time));
    }
}

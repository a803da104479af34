package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.SavepointProgress;
import io.millrace.submitter.store.Closing;
import io.millrace.submitter.store.Snapshot;
import io.millrace.submitter.store.UpgradePolicy;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The next step of a stop with savepoint, of a job that still runs. */
final class Stopping {

    /** Time between two tries where the policy is to wait. */
    private static final Duration RETRY = Duration.ofSeconds(30);

    private Stopping() {}

    static Action next(Situation situation, Observed.Present present, Snapshot.Reason reason) {
        Snapshot stop = situation.stop();
        if (stop == null) {
            return new Action.Ask(Snapshot.Kind.STOP, reason);
        }
        if (stop.pending()) {
            Duration deadline = policy(situation).stopDeadline();
            return answer(stop, present.stop(), present.figures(), deadline, situation.now());
        }
        boolean stopped = stop.state() == Snapshot.State.COMPLETED && stop.failure() == null;
        if (stopped && !overdue(situation, stop)) {
            return Decision.WAIT;
        }
        return failed(situation, stop, reason);
    }

    /** What Flink says of a savepoint it was asked for. */
    static Action answer(Snapshot asked, SavepointProgress progress, Figures figures, Duration deadline, Instant now) {
        return switch (progress.step()) {
            case DONE -> done(asked, progress.savepoint());
            case FAILED -> failed(asked, progress);
            case IN_PROGRESS ->
                now.isBefore(asked.askedAt().plus(deadline))
                        ? Decision.WAIT
                        : new Action.Fail(asked, "It took longer than " + deadline + ".");
            case UNKNOWN -> unknown(asked, figures, deadline, now);
        };
    }

    private static Action done(Snapshot asked, @Nullable String path) {
        return path == null
                ? new Action.Fail(asked, "Flink does not say where it lies.")
                : new Action.Complete(asked, path, null);
    }

    private static Action failed(Snapshot asked, SavepointProgress progress) {
        String failure = String.valueOf(progress.failure());
        return progress.savepoint() == null
                ? new Action.Fail(asked, failure)
                : new Action.Complete(asked, progress.savepoint(), failure);
    }

    /** Never asked; or Flink has forgotten the answer, which it does after five minutes, but not the savepoint. */
    private static Action unknown(Snapshot asked, Figures figures, Duration deadline, Instant now) {
        String found = figures.savepointSince(asked.askedAt());
        if (found != null && asked.kind() == Snapshot.Kind.SAVEPOINT) {
            return new Action.Complete(asked, found, null);
        }
        return now.isBefore(asked.askedAt().plus(deadline))
                ? new Action.AskAgain(asked)
                : new Action.Fail(asked, "Flink knew nothing of it within " + deadline + ".");
    }

    private static Action failed(Situation situation, Snapshot stop, Snapshot.Reason reason) {
        String failure = "The stop with savepoint failed: "
                + (stop.failure() == null ? "the job went on after it." : stop.failure());
        return switch (policy(situation).onStopFailure()) {
            case FAIL -> new Action.Abandon(failure);
            case FALLBACK_TO_CHECKPOINT ->
                situation.attempt().checkpoint() == null
                        ? new Action.Abandon(failure + " There is no checkpoint to go on from.")
                        : new Action.Close(Closing.FALLBACK, failure);
            case WAIT ->
                stop.endedAt() != null
                                && situation.now().isBefore(stop.endedAt().plus(RETRY))
                        ? Decision.WAIT
                        : new Action.Ask(Snapshot.Kind.STOP, reason);
        };
    }

    /** Whether Flink has had the time it is given for a stop. */
    static boolean overdue(Situation situation, Snapshot stop) {
        return !situation.now().isBefore(stop.askedAt().plus(policy(situation).stopDeadline()));
    }

    private static UpgradePolicy policy(Situation situation) {
        return situation.job().running().spec().upgrade();
    }
}

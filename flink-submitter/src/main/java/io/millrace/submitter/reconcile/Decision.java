package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.FlinkState;
import io.millrace.submitter.flink.SavepointProgress;
import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Desired;

/**
 * What to do next for a job with a live attempt: a pure function of what is wanted, what was tried and what Flink
 * shows.
 *
 * <p>It is level-triggered: a step that failed, or whose outcome is unknown, is decided anew from the next look.
 */
final class Decision {

    /** The note of an attempt that somebody else cancelled. */
    static final String CANCELLED_ELSEWHERE = "Cancelled in Flink, not here; that is respected.";

    private static final Action WAIT = new Action.Wait();

    private Decision() {}

    static Action decide(Desired desired, Attempt attempt, Observed observed) {
        if (observed instanceof Observed.Present present) {
            return ofPresent(desired, attempt, present);
        }
        if (attempt.state() == AttemptState.NEW && desired != Desired.RUNNING) {
            // Nothing was ever posted, so there is nothing to stop.
            return end(outcome(desired));
        }
        return observed instanceof Observed.Absent absent ? ofAbsent(desired, attempt, absent) : WAIT;
    }

    private static Action ofAbsent(Desired desired, Attempt attempt, Observed.Absent absent) {
        if (attempt.state() == AttemptState.NEW) {
            return new Action.Post();
        }
        if (!absent.gone()) {
            return WAIT;
        }
        if (desired != Desired.RUNNING) {
            return end(outcome(desired));
        }
        // An unanswered POST may be repeated, under the same id, only while nothing says that it arrived.
        return attempt.state() == AttemptState.POSTING && !absent.leftTraces()
                ? new Action.Post()
                : new Action.Replace();
    }

    private static Action ofPresent(Desired desired, Attempt attempt, Observed.Present present) {
        if (attempt.state() != AttemptState.OBSERVED) {
            return new Action.MarkObserved();
        }
        String savepoint = present.stop().savepoint();
        if (savepoint != null && !savepoint.equals(attempt.savepoint())) {
            return new Action.KeepSavepoint(savepoint);
        }
        if (present.state().ended()) {
            return ofEnded(desired, attempt, present);
        }
        if (present.state() == FlinkState.CANCELLING) {
            return desired == Desired.CANCELLED ? WAIT : new Action.RespectCancel();
        }
        return switch (desired) {
            case RUNNING -> WAIT;
            case CANCELLED -> new Action.RequestCancel();
            case STOPPED -> ofStopping(attempt, present);
        };
    }

    private static Action ofStopping(Attempt attempt, Observed.Present present) {
        if (attempt.stopTrigger() == null) {
            return new Action.RequestStop();
        }
        return switch (present.stop().step()) {
            case UNKNOWN -> new Action.RequestStop();
            case FAILED ->
                new Action.GiveUpStop("The stop with savepoint failed, the job goes on: "
                        + present.stop().failure());
            case IN_PROGRESS, DONE -> WAIT;
        };
    }

    private static Action ofEnded(Desired desired, Attempt attempt, Observed.Present present) {
        return switch (present.state()) {
            case FAILED -> new Action.End(AttemptState.FAILED, null, present.rootCause());
            case CANCELED -> ofCancelled(desired, attempt);
            default -> ofFinished(desired, attempt, present);
        };
    }

    /** By hand, or as asked here; a note of something else than a cancel by hand is about a step that is over. */
    private static Action ofCancelled(Desired desired, Attempt attempt) {
        if (desired != Desired.CANCELLED) {
            return new Action.RespectCancel();
        }
        return new Action.End(
                AttemptState.CANCELLED, null, CANCELLED_ELSEWHERE.equals(attempt.note()) ? CANCELLED_ELSEWHERE : null);
    }

    private static Action ofFinished(Desired desired, Attempt attempt, Observed.Present present) {
        if (desired != Desired.STOPPED) {
            // Flink removes the checkpoints of a finished job: only a savepoint is left to go on from.
            return new Action.End(AttemptState.FINISHED, present.lastSavepoint(), null);
        }
        boolean resultPending =
                attempt.stopTrigger() != null && present.stop().step() == SavepointProgress.Step.IN_PROGRESS;
        if (resultPending) {
            return WAIT;
        }
        String savepoint = attempt.savepoint() == null ? present.lastSavepoint() : attempt.savepoint();
        return new Action.End(AttemptState.STOPPED, savepoint, null);
    }

    private static Action end(AttemptState outcome) {
        return new Action.End(outcome, null, null);
    }

    private static AttemptState outcome(Desired desired) {
        return desired == Desired.CANCELLED ? AttemptState.CANCELLED : AttemptState.STOPPED;
    }
}

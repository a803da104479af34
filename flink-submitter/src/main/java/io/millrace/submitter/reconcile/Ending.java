package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.SavepointProgress;
import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Closing;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.Snapshot;
import org.jspecify.annotations.Nullable;

/** What follows when Flink has ended an attempt, or does not know it any more. */
final class Ending {

    /** The note of an attempt that somebody else cancelled. */
    static final String CANCELLED_ELSEWHERE = "Cancelled in Flink, not here; that is respected.";

    private Ending() {}

    static Action ofEnded(Situation situation, Observed.Present present) {
        return switch (present.state()) {
            case FAILED -> ofFailed(situation, present);
            case CANCELED -> ofCancelled(situation);
            default -> ofFinished(situation, present);
        };
    }

    /** Neither is it in the overviews, nor found by its id. */
    static Action ofGone(Situation situation, Observed.Absent absent) {
        if (situation.desired() != Desired.RUNNING) {
            return end(outcome(situation), null);
        }
        Attempt attempt = situation.attempt();
        if (attempt.closing() != null) {
            return ofClosed(situation, attempt.closing());
        }
        // An unanswered POST may be repeated, under the same id, only while nothing says that it arrived.
        boolean repeat = attempt.state() == AttemptState.POSTING
                && !absent.leftTraces()
                && situation.job().upToDate();
        return repeat ? new Action.Post() : new Action.Replace(AttemptState.LOST, null);
    }

    private static Action ofFailed(Situation situation, Observed.Present present) {
        Attempt attempt = situation.attempt();
        String cause = present.rootCause();
        if (situation.unwanted()) {
            return end(AttemptState.CANCELLED, cause);
        }
        Snapshot stop = situation.stop();
        if (stop != null && stop.pending()) {
            return ofStopped(situation, stop, present);
        }
        if (attempt.savepoint() != null) {
            // Its savepoint was written before it failed on its way down: nothing is lost.
            return stopped(situation, cause);
        }
        if (attempt.closing() != null) {
            return ofClosed(situation, attempt.closing());
        }
        if (situation.desired() == Desired.SUSPENDED) {
            return end(AttemptState.FAILED, cause);
        }
        if (situation.job().onProbation() && situation.job().upToDate()) {
            return new Action.RollBack("failed: " + cause);
        }
        if (present.slotsRefused()) {
            // What another revision needs is not known.
            int slots = situation.outdated() ? 0 : situation.slotsNeeded(present);
            return new Action.Replace(AttemptState.STARVED, cause, slots);
        }
        boolean stateAtFault = !attempt.progress().ran() && attempt.restoredFrom() != null && present.restoreFailed();
        return stateAtFault || situation.outdated()
                ? new Action.Replace(AttemptState.FAILED, cause)
                : end(AttemptState.FAILED, cause);
    }

    private static Action ofCancelled(Situation situation) {
        Attempt attempt = situation.attempt();
        if (situation.unwanted()) {
            // By hand, or as asked here; a note of something else is about a step that is over.
            return end(AttemptState.CANCELLED, CANCELLED_ELSEWHERE.equals(attempt.note()) ? CANCELLED_ELSEWHERE : null);
        }
        return attempt.closing() == null ? new Action.RespectCancel() : ofClosed(situation, attempt.closing());
    }

    /** The submitter itself ended it; what was asked meanwhile goes before what it was ended for. */
    private static Action ofClosed(Situation situation, Closing closing) {
        String note = situation.attempt().note();
        AttemptState outcome = closing == Closing.FALLBACK ? AttemptState.STOPPED : AttemptState.FAILED;
        if (situation.desired() == Desired.SUSPENDED) {
            return end(outcome, note);
        }
        if (closing == Closing.FALLBACK || closing == Closing.WALK_BACK || situation.outdated()) {
            return new Action.Replace(outcome, note);
        }
        return closing == Closing.ROLL_BACK && situation.job().fallback() != null
                ? new Action.RollBack(String.valueOf(note))
                : end(outcome, note);
    }

    private static Action ofFinished(Situation situation, Observed.Present present) {
        Snapshot stop = situation.stop();
        if (stop != null && stop.pending()) {
            return ofStopped(situation, stop, present);
        }
        if (situation.unwanted()) {
            return end(AttemptState.CANCELLED, null);
        }
        if (situation.attempt().savepoint() == null) {
            // Flink removes the checkpoints of a finished job: only a savepoint is left to go on from.
            String savepoint = present.figures().newestSavepoint();
            boolean stopped = savepoint != null && situation.desired() == Desired.SUSPENDED;
            return new Action.End(stopped ? AttemptState.STOPPED : AttemptState.FINISHED, savepoint, null);
        }
        return stopped(situation, null);
    }

    private static Action stopped(Situation situation, @Nullable String note) {
        return situation.desired() == Desired.SUSPENDED
                ? end(AttemptState.STOPPED, note)
                : new Action.Replace(AttemptState.STOPPED, note);
    }

    /** It ended while a stop was under way: by it, or on its own. */
    private static Action ofStopped(Situation situation, Snapshot stop, Observed.Present present) {
        SavepointProgress progress = present.stop();
        if (progress.step() == SavepointProgress.Step.IN_PROGRESS && !Stopping.overdue(situation, stop)) {
            return Decision.WAIT;
        }
        String path =
                progress.savepoint() == null ? present.figures().savepointSince(stop.askedAt()) : progress.savepoint();
        return path == null
                ? new Action.Fail(stop, "The job came to its end without it.")
                : new Action.Complete(stop, path, null);
    }

    static AttemptState outcome(Situation situation) {
        return situation.unwanted() ? AttemptState.CANCELLED : AttemptState.STOPPED;
    }

    private static Action end(AttemptState outcome, @Nullable String note) {
        return new Action.End(outcome, null, note);
    }
}

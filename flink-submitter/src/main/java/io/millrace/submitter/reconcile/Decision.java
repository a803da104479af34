package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.FlinkState;
import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Closing;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.Progress;
import io.millrace.submitter.store.SavepointPolicy;
import io.millrace.submitter.store.Snapshot;
import java.time.Instant;

/**
 * What to do next for a job with a live attempt: a pure function of what is wanted, what was tried, what Flink shows and
 * what time it is.
 *
 * <p>It is level-triggered: a step that failed, or whose outcome is unknown, is decided anew from the next look.
 */
final class Decision {

    static final Action WAIT = new Action.Wait();

    private Decision() {}

    static Action decide(Situation situation) {
        if (situation.observed() instanceof Observed.Present present) {
            return ofPresent(situation, present);
        }
        if (situation.attempt().state() == AttemptState.NEW) {
            return ofNew(situation);
        }
        return situation.observed() instanceof Observed.Absent absent && absent.gone()
                ? Ending.ofGone(situation, absent)
                : WAIT;
    }

    /** Nothing was ever posted, so there is nothing to stop; and nothing is posted while Flink gives no answer. */
    private static Action ofNew(Situation situation) {
        if (situation.desired() != Desired.RUNNING) {
            return new Action.End(Ending.outcome(situation), null, null);
        }
        if (situation.outdated()) {
            return new Action.Replace(AttemptState.CANCELLED, "Never posted: another attempt took its place.");
        }
        boolean answered = situation.observed() instanceof Observed.Absent;
        return answered && !situation.queued() ? new Action.Post() : WAIT;
    }

    private static Action ofPresent(Situation situation, Observed.Present present) {
        Attempt attempt = situation.attempt();
        if (attempt.state() != AttemptState.OBSERVED) {
            return new Action.MarkObserved();
        }
        if (present.state().ended()) {
            return Ending.ofEnded(situation, present);
        }
        boolean cancelling = present.state() == FlinkState.CANCELLING;
        if (attempt.closing() != null || situation.unwanted()) {
            return cancelling ? WAIT : new Action.RequestCancel();
        }
        if (cancelling) {
            return new Action.RespectCancel();
        }
        if (situation.desired() == Desired.SUSPENDED) {
            return Stopping.next(situation, present, Snapshot.Reason.SUSPEND);
        }
        return ofRunning(situation, present);
    }

    private static Action ofRunning(Situation situation, Observed.Present present) {
        Integer width = situation.newWidth();
        if (width != null) {
            return new Action.Rescale(width);
        }
        Snapshot stop = situation.stop();
        if (situation.outdated() || (stop != null && stop.pending())) {
            return Stopping.next(situation, present, Snapshot.Reason.REPLACE);
        }
        Action health = ofHealth(situation, present);
        return health.equals(WAIT) ? ofSavepoint(situation, present) : health;
    }

    private static Action ofHealth(Situation situation, Observed.Present present) {
        Job job = situation.job();
        Attempt attempt = situation.attempt();
        Progress progress = attempt.progress();
        Instant stable = job.running().stableAt();
        if (progress.stableAt() != null && (stable == null || stable.isBefore(attempt.createdAt()))) {
            return new Action.MarkStable();
        }
        String unhealthy = progress.unhealthy();
        if (job.onProbation()) {
            // Not since it was made: Flink may have been away, or nobody may have looked.
            // And an attempt that was rescaled as it ran is older than what it tries.
            Instant revised = job.running().createdAt();
            Instant begun = present.since().isBefore(revised) ? revised : present.since();
            Instant deadline = begun.plus(job.running().spec().upgrade().deadline());
            if (unhealthy != null) {
                return new Action.Close(Closing.ROLL_BACK, withCause(unhealthy, present));
            }
            if (!situation.now().isBefore(deadline)) {
                return new Action.Close(
                        Closing.ROLL_BACK,
                        withCause(
                                "not stable within "
                                        + job.running().spec().upgrade().deadline(),
                                present));
            }
        }
        if (unhealthy == null || progress.unhealthySince() == null) {
            return WAIT;
        }
        if (!progress.ran() && attempt.restoredFrom() != null && present.restoreFailed()) {
            return new Action.Close(Closing.WALK_BACK, withCause(unhealthy, present));
        }
        Instant end =
                progress.unhealthySince().plus(job.running().spec().health().giveUpAfter());
        return situation.now().isBefore(end) ? WAIT : new Action.Close(Closing.GIVE_UP, withCause(unhealthy, present));
    }

    private static String withCause(String words, Observed.Present present) {
        return present.rootCause() == null ? words : words + ": " + present.rootCause();
    }

    private static Action ofSavepoint(Situation situation, Observed.Present present) {
        Snapshot newest = situation.managed().savepoint();
        SavepointPolicy policy = situation.job().running().spec().savepoints();
        if (newest != null && newest.pending()) {
            return Stopping.answer(newest, present.savepoint(), present.figures(), policy.deadline(), situation.now());
        }
        Instant running = situation.attempt().progress().runningAt();
        if (policy.every() == null || !present.running() || running == null) {
            return WAIT;
        }
        Instant last = newest == null ? running : newest.askedAt();
        return situation.now().isBefore(last.plus(policy.every()))
                ? WAIT
                : new Action.Ask(Snapshot.Kind.SAVEPOINT, Snapshot.Reason.PERIODIC);
    }
}

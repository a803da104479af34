package io.millrace.submitter.reconcile;

import static io.millrace.submitter.reconcile.Given.completed;
import static io.millrace.submitter.reconcile.Given.figures;
import static io.millrace.submitter.reconcile.Given.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.submitter.flink.FlinkState;
import io.millrace.submitter.flink.JobFailure;
import io.millrace.submitter.flink.SavepointProgress;
import io.millrace.submitter.flink.SavepointProgress.Step;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Closing;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.Snapshot;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EndingTests {

    private static final Observed GONE = new Observed.Absent(true, false);
    private static final Observed GONE_WITH_TRACES = new Observed.Absent(true, true);
    private static final JobFailure BROKEN = Given.failure("division by zero", "");
    private static final Snapshot ASKED = snapshot(Snapshot.Kind.STOP, Snapshot.State.ASKED, null);

    @Test
    void repeatsAnUnansweredPostOnlyWhileNothingSaysThatItArrived() {
        assertThat(new Given().attempt(AttemptState.POSTING).sees(GONE).decide())
                .isEqualTo(new Action.Post());
        assertThat(new Given()
                        .attempt(AttemptState.POSTING)
                        .sees(GONE_WITH_TRACES)
                        .decide())
                .isEqualTo(new Action.Replace(AttemptState.LOST, null));
        assertThat(new Given().attempt(AttemptState.POSTED).sees(GONE).decide())
                .isEqualTo(new Action.Replace(AttemptState.LOST, null));
        assertThat(new Given()
                        .attempt(AttemptState.POSTING)
                        .upgraded()
                        .sees(GONE)
                        .decide())
                .isEqualTo(new Action.Replace(AttemptState.LOST, null));
    }

    @Test
    void replacesALostJob() {
        assertThat(new Given().sees(GONE).decide()).isEqualTo(new Action.Replace(AttemptState.LOST, null));
    }

    @Test
    void endsALostJobThatIsNotWantedRunning() {
        assertThat(new Given().wants(Desired.SUSPENDED).sees(GONE).decide())
                .isEqualTo(new Action.End(AttemptState.STOPPED, null, null));
        assertThat(new Given().wants(Desired.CANCELLED).sees(GONE).decide())
                .isEqualTo(new Action.End(AttemptState.CANCELLED, null, null));
        assertThat(new Given()
                        .wants(Desired.DELETED)
                        .attempt(AttemptState.POSTING)
                        .sees(GONE)
                        .decide())
                .isEqualTo(new Action.End(AttemptState.CANCELLED, null, null));
    }

    @Test
    void endsALostJobAsItWasGoingToBeEnded() {
        assertThat(new Given().closing(Closing.GIVE_UP, "why").sees(GONE).decide())
                .isEqualTo(new Action.End(AttemptState.FAILED, null, "why"));
        assertThat(new Given().closing(Closing.FALLBACK, "why").sees(GONE).decide())
                .isEqualTo(new Action.Replace(AttemptState.STOPPED, "why"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Desired.class,
            names = {"RUNNING", "SUSPENDED"})
    void respectsACancelByHand(Desired desired) {
        assertThat(new Given().wants(desired).shows(FlinkState.CANCELED).decide())
                .isEqualTo(new Action.RespectCancel());
    }

    @Test
    void keepsOfACancelWhoseWishItWas() {
        Given byHand = new Given().wants(Desired.CANCELLED).shows(FlinkState.CANCELED);
        byHand.note = Ending.CANCELLED_ELSEWHERE;
        Given asked = new Given().wants(Desired.DELETED).shows(FlinkState.CANCELED);
        asked.note = "Flink answered PATCH with 503";

        assertThat(byHand.decide()).isEqualTo(new Action.End(AttemptState.CANCELLED, null, Ending.CANCELLED_ELSEWHERE));
        assertThat(asked.decide()).isEqualTo(new Action.End(AttemptState.CANCELLED, null, null));
    }

    @ParameterizedTest
    @EnumSource(
            value = FlinkState.class,
            names = {"CANCELED", "FAILED"})
    void goesOnAsItWasDecidedWhenItWasClosed(FlinkState ended) {
        assertThat(closed(Closing.GIVE_UP, ended).decide()).isEqualTo(new Action.End(AttemptState.FAILED, null, "why"));
        assertThat(closed(Closing.WALK_BACK, ended).decide()).isEqualTo(new Action.Replace(AttemptState.FAILED, "why"));
        assertThat(closed(Closing.FALLBACK, ended).decide()).isEqualTo(new Action.Replace(AttemptState.STOPPED, "why"));
        assertThat(closed(Closing.ROLL_BACK, ended).decide())
                .isEqualTo(new Action.End(AttemptState.FAILED, null, "why"));
        assertThat(closed(Closing.ROLL_BACK, ended).onProbation().decide()).isEqualTo(new Action.RollBack("why"));
    }

    @ParameterizedTest
    @EnumSource(
            value = FlinkState.class,
            names = {"CANCELED", "FAILED"})
    void startsNothingWhenAStopWasAskedMeanwhile(FlinkState ended) {
        assertThat(closed(Closing.FALLBACK, ended).wants(Desired.SUSPENDED).decide())
                .isEqualTo(new Action.End(AttemptState.STOPPED, null, "why"));
        assertThat(closed(Closing.WALK_BACK, ended).wants(Desired.SUSPENDED).decide())
                .isEqualTo(new Action.End(AttemptState.FAILED, null, "why"));
        assertThat(closed(Closing.ROLL_BACK, ended)
                        .onProbation()
                        .wants(Desired.SUSPENDED)
                        .decide())
                .isEqualTo(new Action.End(AttemptState.FAILED, null, "why"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Closing.class,
            names = {"GIVE_UP", "ROLL_BACK"})
    void startsTheRevisionThatWasAskedForMeanwhile(Closing closing) {
        Given given = closed(closing, FlinkState.CANCELED).onProbation();
        given.wanted = 3;

        assertThat(given.decide()).isEqualTo(new Action.Replace(AttemptState.FAILED, "why"));
    }

    @Test
    void failsAJobThatFlinkGaveUpWithItsRootCause() {
        assertThat(failed(BROKEN).decide()).isEqualTo(new Action.End(AttemptState.FAILED, null, "division by zero"));
        assertThat(failed(BROKEN).wants(Desired.SUSPENDED).decide())
                .isEqualTo(new Action.End(AttemptState.FAILED, null, "division by zero"));
        assertThat(failed(BROKEN).wants(Desired.CANCELLED).decide())
                .isEqualTo(new Action.End(AttemptState.CANCELLED, null, "division by zero"));
    }

    @Test
    void keepsTheSavepointOfAStopInWhichTheJobFailed() {
        SavepointProgress written = new SavepointProgress(Step.FAILED, "file:/sp", "did not end");
        Given given = failed(BROKEN).wants(Desired.SUSPENDED).answers(written);
        Given kept = failed(BROKEN).wants(Desired.SUSPENDED);
        kept.savepoint = "file:/sp";

        assertThat(given.stop(Snapshot.State.ASKED, null).decide())
                .isEqualTo(new Action.Complete(ASKED, "file:/sp", null));
        assertThat(kept.decide()).isEqualTo(new Action.End(AttemptState.STOPPED, null, "division by zero"));
        assertThat(kept.wants(Desired.RUNNING).upgraded().decide())
                .isEqualTo(new Action.Replace(AttemptState.STOPPED, "division by zero"));
    }

    @Test
    void rollsBackANewRevisionThatFails() {
        Given replaced = failed(BROKEN).onProbation();
        replaced.wanted = 3;

        assertThat(failed(BROKEN).onProbation().decide()).isEqualTo(new Action.RollBack("failed: division by zero"));
        assertThat(replaced.decide()).isEqualTo(new Action.Replace(AttemptState.FAILED, "division by zero"));
    }

    @Test
    void startsTheWantedRevisionInThePlaceOfOneThatFails() {
        assertThat(failed(BROKEN).upgraded().decide())
                .isEqualTo(new Action.Replace(AttemptState.FAILED, "division by zero"));
    }

    @Test
    void walksBackOnlyWhenTheStateIsAtFault() {
        Given never = failed(Given.RESTORE_FAILED);
        never.restoredFrom = "file:/chk-9";
        Given ran = failed(Given.RESTORE_FAILED);
        ran.restoredFrom = "file:/chk-9";
        ran.progress = Given.unhealthy(true);
        Given other = failed(BROKEN);
        other.restoredFrom = "file:/chk-9";

        assertThat(never.decide()).isEqualTo(new Action.Replace(AttemptState.FAILED, "no such state"));
        assertThat(ran.decide()).isEqualTo(new Action.End(AttemptState.FAILED, null, "no such state"));
        assertThat(other.decide()).isEqualTo(new Action.End(AttemptState.FAILED, null, "division by zero"));
        assertThat(failed(Given.RESTORE_FAILED).decide())
                .isEqualTo(new Action.End(AttemptState.FAILED, null, "no such state"));
    }

    @Test
    void queuesAJobForWhichFlinkHadNoSlots() {
        Given probation = failed(Given.NO_SLOTS).onProbation();
        Given adaptive = failed(Given.NO_SLOTS);
        adaptive.adaptive = true;
        adaptive.width = 4;
        Given wide = failed(Given.NO_SLOTS);
        wide.width = 4;

        assertThat(failed(Given.NO_SLOTS).decide())
                .isEqualTo(new Action.Replace(AttemptState.STARVED, "too few slots", 1));
        assertThat(wide.decide()).isEqualTo(new Action.Replace(AttemptState.STARVED, "too few slots", 4));
        wide.slotsAwaited = 4;
        wide.slotsFree = 4;
        assertThat(wide.decide())
                .as("there were as many, and it needs more")
                .isEqualTo(new Action.Replace(AttemptState.STARVED, "too few slots", 5));
        wide.slotsFree = 3;
        assertThat(wide.decide()).isEqualTo(new Action.Replace(AttemptState.STARVED, "too few slots", 4));
        assertThat(adaptive.decide()).isEqualTo(new Action.Replace(AttemptState.STARVED, "too few slots", 1));
        assertThat(failed(Given.NO_SLOTS).upgraded().decide())
                .as("of the new revision nobody knows what it needs")
                .isEqualTo(new Action.Replace(AttemptState.STARVED, "too few slots", 0));
        assertThat(probation.decide()).isEqualTo(new Action.RollBack("failed: too few slots"));
        assertThat(failed(Given.NO_SLOTS).wants(Desired.SUSPENDED).decide())
                .isEqualTo(new Action.End(AttemptState.FAILED, null, "too few slots"));
    }

    @Test
    void goesOnFromTheSavepointOfItsStop() {
        Given replaced = finished().upgraded();
        replaced.savepoint = "file:/sp";
        Given suspended = finished().wants(Desired.SUSPENDED);
        suspended.savepoint = "file:/sp";

        assertThat(replaced.decide()).isEqualTo(new Action.Replace(AttemptState.STOPPED, null));
        assertThat(suspended.decide()).isEqualTo(new Action.End(AttemptState.STOPPED, null, null));
    }

    @Test
    void endsAJobThatCameToItsEnd() {
        assertThat(finished().decide()).isEqualTo(new Action.End(AttemptState.FINISHED, null, null));
        assertThat(finished().wants(Desired.SUSPENDED).decide())
                .isEqualTo(new Action.End(AttemptState.FINISHED, null, null));
        assertThat(finished().wants(Desired.CANCELLED).decide())
                .isEqualTo(new Action.End(AttemptState.CANCELLED, null, null));
    }

    @Test
    void keepsTheSavepointOfAStopByHand() {
        Given byHand = finished();
        byHand.figures =
                figures(completed(6, Duration.ZERO, "file:/chk-6"), completed(7, Duration.ZERO, "file:/sp-7"), null);
        Given older = finished();
        older.figures =
                figures(completed(8, Duration.ZERO, "file:/chk-8"), completed(7, Duration.ZERO, "file:/sp-7"), null);

        assertThat(byHand.decide()).isEqualTo(new Action.End(AttemptState.FINISHED, "file:/sp-7", null));
        assertThat(byHand.wants(Desired.SUSPENDED).decide())
                .isEqualTo(new Action.End(AttemptState.STOPPED, "file:/sp-7", null));
        assertThat(older.decide()).isEqualTo(new Action.End(AttemptState.FINISHED, null, null));
    }

    @Test
    void waitsForTheResultOfTheStopThatEndedTheJob() {
        Given given = finished().wants(Desired.SUSPENDED).stop(Snapshot.State.ASKED, null);

        assertThat(given.answers(new SavepointProgress(Step.IN_PROGRESS, null, null))
                        .decide())
                .isEqualTo(Decision.WAIT);
        assertThat(given.answers(new SavepointProgress(Step.DONE, "file:/sp", null))
                        .decide())
                .isEqualTo(new Action.Complete(ASKED, "file:/sp", null));
    }

    @Test
    void waitsForThatResultNoLongerThanAStopMayTake() {
        Given given = finished()
                .wants(Desired.SUSPENDED)
                .stop(Snapshot.State.ASKED, null)
                .answers(new SavepointProgress(Step.IN_PROGRESS, null, null));
        Duration deadline = given.upgrade.stopDeadline();

        assertThat(given.after(deadline.minusMillis(1)).decide()).isEqualTo(Decision.WAIT);
        assertThat(given.after(deadline).decide())
                .isEqualTo(new Action.Fail(ASKED, "The job came to its end without it."));
    }

    @Test
    void findsTheSavepointOfAStopWhoseResultHasExpiredAmongTheCheckpoints() {
        Given given = finished().wants(Desired.SUSPENDED).stop(Snapshot.State.ASKED, null);

        assertThat(given.decide()).isEqualTo(new Action.Fail(ASKED, "The job came to its end without it."));
        given.figures = figures(null, completed(7, Duration.ZERO, "file:/sp-7"), null);
        assertThat(given.decide()).isEqualTo(new Action.Complete(ASKED, "file:/sp-7", null));
    }

    private static Given closed(Closing closing, FlinkState ended) {
        return new Given().closing(closing, "why").shows(ended);
    }

    private static Given failed(JobFailure failure) {
        return new Given().shows(FlinkState.FAILED).failed(failure);
    }

    private static Given finished() {
        return new Given().shows(FlinkState.FINISHED);
    }
}

package io.millrace.submitter.reconcile;

import static io.millrace.submitter.reconcile.Given.START;
import static io.millrace.submitter.reconcile.Given.completed;
import static io.millrace.submitter.reconcile.Given.figures;
import static io.millrace.submitter.reconcile.Given.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.submitter.flink.FlinkState;
import io.millrace.submitter.flink.SavepointProgress;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Closing;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.Operation;
import io.millrace.submitter.store.Progress;
import io.millrace.submitter.store.SavepointPolicy;
import io.millrace.submitter.store.Snapshot;
import io.millrace.submitter.store.UpgradePolicy;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DecisionTests {

    private static final Observed ABSENT = new Observed.Absent(false, false);
    private static final Observed UNREACHABLE = new Observed.Unreachable("connection refused");

    @Test
    void waitsWhereAllIsAsItIsWanted() {
        assertThat(new Given().decide()).isEqualTo(Decision.WAIT);
    }

    @Test
    void postsWhatWasOnlyDeclaredOnceFlinkAnswers() {
        assertThat(new Given().attempt(AttemptState.NEW).sees(ABSENT).decide()).isEqualTo(new Action.Post());
        assertThat(new Given().attempt(AttemptState.NEW).sees(UNREACHABLE).decide())
                .isEqualTo(Decision.WAIT);
    }

    @Test
    void endsWhatWasNeverPostedAndIsNotWantedWithoutAskingFlink() {
        assertThat(new Given()
                        .attempt(AttemptState.NEW)
                        .wants(Desired.CANCELLED)
                        .sees(UNREACHABLE)
                        .decide())
                .isEqualTo(new Action.End(AttemptState.CANCELLED, null, null));
        assertThat(new Given()
                        .attempt(AttemptState.NEW)
                        .wants(Desired.SUSPENDED)
                        .sees(UNREACHABLE)
                        .decide())
                .isEqualTo(new Action.End(AttemptState.STOPPED, null, null));
    }

    @Test
    void replacesWhatWasNeverPostedWhenAnotherRevisionIsWanted() {
        assertThat(new Given().attempt(AttemptState.NEW).upgraded().sees(ABSENT).decide())
                .isEqualTo(new Action.Replace(AttemptState.CANCELLED, "Never posted: another attempt took its place."));
    }

    @ParameterizedTest
    @EnumSource(
            value = AttemptState.class,
            names = {"POSTING", "POSTED", "OBSERVED"})
    void waitsWhileNothingIsKnownOrTheJobMayStillShowUp(AttemptState state) {
        for (Desired desired : Desired.values()) {
            assertThat(new Given()
                            .attempt(state)
                            .wants(desired)
                            .sees(UNREACHABLE)
                            .decide())
                    .isEqualTo(Decision.WAIT);
            assertThat(new Given().attempt(state).wants(desired).sees(ABSENT).decide())
                    .isEqualTo(Decision.WAIT);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = AttemptState.class,
            names = {"POSTING", "POSTED"})
    void notesThatFlinkShowsItBeforeAnythingElse(AttemptState state) {
        assertThat(new Given().attempt(state).wants(Desired.CANCELLED).decide()).isEqualTo(new Action.MarkObserved());
        assertThat(new Given().attempt(state).shows(FlinkState.FAILED).decide()).isEqualTo(new Action.MarkObserved());
    }

    @ParameterizedTest
    @EnumSource(
            value = Desired.class,
            names = {"CANCELLED", "DELETED"})
    void cancelsWhatIsNotWantedUntilFlinkDoesSo(Desired desired) {
        assertThat(new Given().wants(desired).decide()).isEqualTo(new Action.RequestCancel());
        assertThat(new Given().wants(desired).shows(FlinkState.RESTARTING).decide())
                .isEqualTo(new Action.RequestCancel());
        assertThat(new Given().wants(desired).shows(FlinkState.CANCELLING).decide())
                .isEqualTo(Decision.WAIT);
    }

    @ParameterizedTest
    @EnumSource(Closing.class)
    void cancelsWhatItHasDecidedToEndAndTakesThatForNobodyElsesCancel(Closing closing) {
        assertThat(new Given().closing(closing, "why").decide()).isEqualTo(new Action.RequestCancel());
        assertThat(new Given()
                        .closing(closing, "why")
                        .shows(FlinkState.CANCELLING)
                        .decide())
                .isEqualTo(Decision.WAIT);
    }

    @ParameterizedTest
    @EnumSource(
            value = Desired.class,
            names = {"RUNNING", "SUSPENDED"})
    void respectsACancelByHandAsSoonAsItIsSeen(Desired desired) {
        assertThat(new Given().wants(desired).shows(FlinkState.CANCELLING).decide())
                .isEqualTo(new Action.RespectCancel());
    }

    @Test
    void stopsWithASavepointWhatIsToBeSuspendedReplacedOrRestarted() {
        Given restart = new Given();
        restart.operation = Operation.Kind.RESTART;

        assertThat(new Given().wants(Desired.SUSPENDED).decide())
                .isEqualTo(new Action.Ask(Snapshot.Kind.STOP, Snapshot.Reason.SUSPEND));
        assertThat(new Given().upgraded().decide())
                .isEqualTo(new Action.Ask(Snapshot.Kind.STOP, Snapshot.Reason.REPLACE));
        assertThat(restart.decide()).isEqualTo(new Action.Ask(Snapshot.Kind.STOP, Snapshot.Reason.REPLACE));
    }

    @Test
    void postsAQueuedJobOnceThereAreTheSlotsItWaitsFor() {
        Given queued = new Given().attempt(AttemptState.NEW).sees(ABSENT).after(Duration.ofSeconds(30));
        queued.slotsAwaited = 3;

        queued.slotsFree = 2;
        assertThat(queued.decide()).isEqualTo(Decision.WAIT);
        queued.slotsFree = 3;
        assertThat(queued.decide()).isEqualTo(new Action.Post());
        assertThat(queued.after(Duration.ofMillis(29_999)).decide())
                .as("too soon after the one that got none")
                .isEqualTo(Decision.WAIT);
        queued.slotsFree = 0;
        assertThat(queued.after(Duration.ofMillis(599_999)).decide()).isEqualTo(Decision.WAIT);
        assertThat(queued.after(Duration.ofMinutes(10)).decide())
                .as("the cluster may make slots only when they are asked for")
                .isEqualTo(new Action.Post());
    }

    @Test
    void restartsAQueuedJobAtOnceWhereThatIsAsked() {
        Given queued = new Given().attempt(AttemptState.NEW).sees(ABSENT);
        queued.slotsAwaited = 3;

        assertThat(Decision.decide(withOperation(queued, Operation.Kind.RESTART)))
                .isEqualTo(new Action.Replace(AttemptState.CANCELLED, "Never posted: another attempt took its place."));
    }

    @Test
    void restartsOnlyTheAttemptThatWasThereWhenItWasAsked() {
        Given next = new Given();
        Situation asked = withOperation(next, Operation.Kind.RESTART);
        next.number = 2;
        Managed managed = new Managed(next.job(), asked.managed().operation(), null, null);

        assertThat(Decision.decide(new Situation(managed, next.present(), next.cluster(), START)))
                .isEqualTo(Decision.WAIT);
    }

    @Test
    void rescalesInPlaceOnlyWhereTheSchedulerCanAndNothingElseDiffers() {
        Given wider = new Given().upgraded();
        wider.wantedWidth = 4;
        wider.adaptive = true;
        Given other = new Given().upgraded();
        other.adaptive = true;
        Given fixed = new Given().upgraded();
        fixed.wantedWidth = 4;

        assertThat(wider.decide()).isEqualTo(new Action.Rescale(4));
        assertThat(other.decide()).isEqualTo(new Action.Ask(Snapshot.Kind.STOP, Snapshot.Reason.REPLACE));
        assertThat(fixed.decide()).isEqualTo(new Action.Ask(Snapshot.Kind.STOP, Snapshot.Reason.REPLACE));
    }

    @Test
    void marksARevisionStableOnceAnAttempt() {
        Given first = new Given();
        first.stable = false;
        first.progress = stableSince(START);
        Given again = new Given();
        again.progress = stableSince(START);

        assertThat(first.decide()).isEqualTo(new Action.MarkStable());
        assertThat(again.decide()).isEqualTo(Decision.WAIT);
    }

    @Test
    void rollsBackANewRevisionThatIsUnhealthyOrNotStableInTime() {
        Given unhealthy = new Given().onProbation().failed(Given.failure("division by zero", ""));
        unhealthy.progress = Given.unhealthy(true);

        assertThat(unhealthy.decide())
                .isEqualTo(new Action.Close(Closing.ROLL_BACK, "restarts again and again: division by zero"));
        assertThat(new Given()
                        .onProbation()
                        .after(Duration.ofMinutes(10).minusMillis(1))
                        .decide())
                .isEqualTo(Decision.WAIT);
        assertThat(new Given().onProbation().after(Duration.ofMinutes(10)).decide())
                .isEqualTo(new Action.Close(Closing.ROLL_BACK, "not stable within PT10M"));
    }

    @Test
    void countsTheTimeToBecomeStableFromWhenTheJobIsLookedAt() {
        Given away = new Given().onProbation().after(Duration.ofHours(1));
        away.since = Given.START.plus(Duration.ofMinutes(51));

        assertThat(away.decide()).isEqualTo(Decision.WAIT);
        assertThat(away.after(Duration.ofMinutes(61)).decide())
                .isEqualTo(new Action.Close(Closing.ROLL_BACK, "not stable within PT10M"));
    }

    @Test
    void rollsNothingBackWhereThatIsSwitchedOffOrNothingWasEverStable() {
        Given off = new Given().onProbation().after(Duration.ofHours(1));
        off.upgrade = UpgradePolicy.of(null, null, false, null, null);
        Given first = new Given().after(Duration.ofHours(1));
        first.stable = false;

        assertThat(off.decide()).isEqualTo(Decision.WAIT);
        assertThat(first.decide()).isEqualTo(Decision.WAIT);
    }

    @Test
    void givesUpAnUnhealthyJobWithItsRootCauseWhenItsTimeIsOver() {
        assertThat(unhealthy(true, null, Duration.ofMinutes(15).minusMillis(1)).decide())
                .isEqualTo(Decision.WAIT);
        assertThat(unhealthy(true, null, Duration.ofMinutes(15)).decide())
                .isEqualTo(new Action.Close(Closing.GIVE_UP, "restarts again and again: no such state"));
    }

    @Test
    void walksBackOnlyWhenTheStateIsAtFaultAndTheJobNeverRan() {
        assertThat(unhealthy(false, "file:/chk-9", Duration.ZERO).decide())
                .isEqualTo(new Action.Close(Closing.WALK_BACK, "restarts again and again: no such state"));
        assertThat(unhealthy(true, "file:/chk-9", Duration.ZERO).decide()).isEqualTo(Decision.WAIT);
        assertThat(unhealthy(false, null, Duration.ZERO).decide()).isEqualTo(Decision.WAIT);
        assertThat(unhealthy(false, "file:/chk-9", Duration.ZERO)
                        .failed(Given.failure("other", ""))
                        .decide())
                .isEqualTo(Decision.WAIT);
    }

    @Test
    void takesASavepointWhenItIsTimeForOne() {
        Action ask = new Action.Ask(Snapshot.Kind.SAVEPOINT, Snapshot.Reason.PERIODIC);
        Snapshot last = snapshot(Snapshot.Kind.SAVEPOINT, Snapshot.State.FAILED, "disk full");

        assertThat(periodic(null, Duration.ofHours(1).minusMillis(1)).decide()).isEqualTo(Decision.WAIT);
        assertThat(periodic(null, Duration.ofHours(1)).decide()).isEqualTo(ask);
        assertThat(periodic(last, Duration.ofHours(1).minusMillis(1)).decide()).isEqualTo(Decision.WAIT);
        assertThat(periodic(last, Duration.ofHours(1)).decide()).isEqualTo(ask);
        Given starting = periodic(null, Duration.ofHours(1));
        starting.allRun = false;
        assertThat(starting.decide()).isEqualTo(Decision.WAIT);
    }

    @Test
    void asksForAUsersSavepointAndKeepsWhatBecameOfIt() {
        Snapshot asked = snapshot(Snapshot.Kind.SAVEPOINT, Snapshot.State.ASKED, null);
        Given given = new Given();
        given.taken = asked;
        Given done = new Given();
        done.taken = asked;
        done.savepointProgress = new SavepointProgress(SavepointProgress.Step.DONE, "file:/sp", null);

        assertThat(given.decide()).isEqualTo(new Action.AskAgain(asked));
        assertThat(done.decide()).isEqualTo(new Action.Complete(asked, "file:/sp", null));
    }

    @Test
    void findsASavepointWhoseResultHasExpiredAmongTheCheckpoints() {
        Snapshot asked = snapshot(Snapshot.Kind.SAVEPOINT, Snapshot.State.ASKED, null);
        Given later = new Given();
        later.taken = asked;
        later.figures = figures(null, completed(7, Duration.ofSeconds(1), "file:/sp-7"), null);
        Given earlier = new Given();
        earlier.taken = asked;
        earlier.figures = figures(null, completed(7, Duration.ofSeconds(-1), "file:/sp-7"), null);

        assertThat(later.decide()).isEqualTo(new Action.Complete(asked, "file:/sp-7", null));
        assertThat(earlier.decide()).isEqualTo(new Action.AskAgain(asked));
    }

    private static Given unhealthy(boolean ran, @Nullable String from, Duration time) {
        Given given = new Given().after(time).failed(Given.RESTORE_FAILED);
        given.progress = Given.unhealthy(ran);
        given.restoredFrom = from;
        return given;
    }

    private static Given periodic(@Nullable Snapshot last, Duration time) {
        Given given = new Given().after(time);
        given.savepoints = SavepointPolicy.of(Duration.ofHours(1), null, null, null);
        given.progress = new Progress(START, START, 0, null, 0, null, 0, 0, 0, 0, 0, 0, null, null, null);
        given.taken = last;
        return given;
    }

    private static Progress stableSince(Instant time) {
        return new Progress(START, START, 0, null, 0, time, 0, 0, 0, 0, 0, 1, START, null, null);
    }

    private static Situation withOperation(Given given, Operation.Kind kind) {
        given.operation = kind;
        return given.situation();
    }
}

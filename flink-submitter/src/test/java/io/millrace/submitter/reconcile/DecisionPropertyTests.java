package io.millrace.submitter.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.submitter.flink.FlinkState;
import io.millrace.submitter.flink.SavepointProgress;
import io.millrace.submitter.flink.SavepointProgress.Step;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Closing;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.Operation;
import io.millrace.submitter.store.Progress;
import io.millrace.submitter.store.SavepointPolicy;
import io.millrace.submitter.store.Snapshot;
import io.millrace.submitter.store.UpgradePolicy;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every decision, whatever led to it. */
class DecisionPropertyTests {

    private static final List<AttemptState> LIVE =
            List.of(AttemptState.NEW, AttemptState.POSTING, AttemptState.POSTED, AttemptState.OBSERVED);

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void startsAnAttemptOnlyWhereOneIsWantedAndNoneIsAlive(@ForAll("situations") Situation situation) {
        Action action = Decision.decide(situation);

        if (action instanceof Action.Post || action instanceof Action.Replace || action instanceof Action.RollBack) {
            assertThat(situation.desired()).isEqualTo(Desired.RUNNING);
            assertThat(mayBeAlive(situation)).isFalse();
        }
        if (action instanceof Action.Post) {
            assertThat(situation.attempt().state()).isIn(AttemptState.NEW, AttemptState.POSTING);
            assertThat(situation.observed()).isInstanceOf(Observed.Absent.class);
            assertThat(situation.attempt().state() == AttemptState.NEW
                            && situation.attempt().slotsAwaited() > 1
                            && situation.now().isBefore(Given.START.plusSeconds(600)))
                    .as("posted although it waits for more slots than there are")
                    .isFalse();
        }
    }

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void endsAnAttemptOnlyWhenNoJobOfItCanBeAlive(@ForAll("situations") Situation situation) {
        Action action = Decision.decide(situation);

        if (action instanceof Action.End) {
            assertThat(mayBeAlive(situation)).isFalse();
        }
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void doesNothingThatNeedsToKnowFlinkWhileItGivesNoAnswer(@ForAll("situations") Situation situation) {
        Observed unreachable = new Observed.Unreachable("connection refused");
        Action action =
                Decision.decide(new Situation(situation.managed(), unreachable, situation.cluster(), situation.now()));

        if (situation.attempt().state() != AttemptState.NEW) {
            assertThat(action).isEqualTo(Decision.WAIT);
        } else if (situation.desired() == Desired.RUNNING) {
            assertThat(action)
                    .isIn(
                            Decision.WAIT,
                            new Action.Replace(
                                    AttemptState.CANCELLED, "Never posted: another attempt took its place."));
        } else {
            assertThat(action).isInstanceOf(Action.End.class);
        }
    }

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void respectsOnlyACancelThatNobodyAskedForHere(@ForAll("situations") Situation situation) {
        if (Decision.decide(situation) instanceof Action.RespectCancel) {
            assertThat(situation.attempt().closing()).isNull();
            assertThat(situation.unwanted()).isFalse();
            assertThat(situation.observed())
                    .isInstanceOfSatisfying(
                            Observed.Present.class,
                            present -> assertThat(present.state()).isIn(FlinkState.CANCELLING, FlinkState.CANCELED));
        }
    }

    @Property(tries = 3000, edgeCases = EdgeCasesMode.NONE)
    void cancelsOnlyWhatIsNotWantedOrWasDecidedToEnd(@ForAll("situations") Situation situation) {
        if (Decision.decide(situation) instanceof Action.RequestCancel) {
            assertThat(situation.unwanted() || situation.attempt().closing() != null)
                    .isTrue();
        }
    }

    /** Neither ended, nor gone, nor never posted. */
    private static boolean mayBeAlive(Situation situation) {
        if (situation.observed() instanceof Observed.Present present) {
            return !present.state().ended();
        }
        boolean gone = situation.observed() instanceof Observed.Absent absent && absent.gone();
        return situation.attempt().state() != AttemptState.NEW && !gone;
    }

    @Provide
    Arbitrary<Situation> situations() {
        return Builders.withBuilder(Given::new)
                .use(Arbitraries.of(Desired.class))
                .inSetter((it, value) -> it.desired = value)
                .use(Arbitraries.of(LIVE))
                .inSetter((it, value) -> it.state = value)
                .use(Arbitraries.of(FlinkState.class))
                .inSetter((it, value) -> it.flink = value)
                .use(Arbitraries.of(true, false))
                .inSetter((it, value) -> it.allRun = value)
                .use(Arbitraries.of(Closing.class).injectNull(0.7))
                .inSetter((it, value) -> it.closing = value)
                .use(Arbitraries.of(Operation.Kind.class).injectNull(0.5))
                .inSetter((it, value) -> it.operation = value)
                .use(Arbitraries.integers().between(1, 2))
                .inSetter((it, value) -> it.wanted = value)
                .use(Arbitraries.integers().between(1, 2))
                .inSetter((it, value) -> it.running = value)
                .use(Arbitraries.of(4).injectNull(0.7))
                .inSetter((it, value) -> it.wantedWidth = value)
                .use(Arbitraries.of(true, false))
                .inSetter((it, value) -> it.stable = value)
                .use(Arbitraries.of(3).injectNull(0.5))
                .inSetter((it, value) -> it.fallback = value)
                .use(Arbitraries.of("file:/chk").injectNull(0.5))
                .inSetter((it, value) -> it.restoredFrom = value)
                .use(Arbitraries.of("file:/sp").injectNull(0.7))
                .inSetter((it, value) -> it.savepoint = value)
                .use(Arbitraries.of("file:/chk").injectNull(0.5))
                .inSetter((it, value) -> it.checkpoint = value)
                .use(progress())
                .inSetter((it, value) -> it.progress = value)
                .use(snapshots(Snapshot.Kind.STOP))
                .inSetter((it, value) -> it.stop = value)
                .use(snapshots(Snapshot.Kind.SAVEPOINT))
                .inSetter((it, value) -> it.taken = value)
                .use(answers())
                .inSetter((it, value) -> it.stopProgress = value)
                .use(answers())
                .inSetter((it, value) -> it.savepointProgress = value)
                .use(figures())
                .inSetter((it, value) -> it.figures = value)
                .use(Arbitraries.of(UpgradePolicy.OnStopFailure.class))
                .inSetter(Given::policy)
                .use(Arbitraries.of(Duration.ofMinutes(1)).injectNull(0.5))
                .inSetter((it, every) -> it.savepoints = SavepointPolicy.of(every, null, null, null))
                .use(Arbitraries.of(0, 29, 31, 299, 301, 899, 901))
                .inSetter((it, value) -> it.after(Duration.ofSeconds(value)))
                .use(Arbitraries.of(true, false))
                .inSetter((it, value) -> it.adaptive = value)
                .use(Arbitraries.of(0, 0, 2))
                .inSetter((it, value) -> it.slotsAwaited = value)
                .use(absent())
                .inSetter((it, value) -> it.observed = value)
                .build(Given::situation);
    }

    private static Arbitrary<Observed> absent() {
        return Arbitraries.<Observed>of(
                        new Observed.Absent(false, false),
                        new Observed.Absent(false, true),
                        new Observed.Absent(true, false),
                        new Observed.Absent(true, true))
                .injectNull(0.7);
    }

    private static Arbitrary<Progress> progress() {
        return Arbitraries.of(
                Progress.NONE,
                Given.unhealthy(true),
                Given.unhealthy(false),
                new Progress(Given.START, Given.START, 0, null, 0, null, 0, 0, 0, 0, 0, 1, Given.START, null, null),
                new Progress(
                        Given.START, Given.START, 0, null, 0, Given.START, 0, 0, 0, 0, 0, 1, Given.START, null, null));
    }

    private static Arbitrary<Snapshot> snapshots(Snapshot.Kind kind) {
        return Arbitraries.of(Snapshot.State.class)
                .map(state -> Given.snapshot(kind, state, state == Snapshot.State.FAILED ? "disk full" : null))
                .injectNull(0.4);
    }

    private static Arbitrary<SavepointProgress> answers() {
        return Arbitraries.of(
                SavepointProgress.UNKNOWN,
                new SavepointProgress(Step.IN_PROGRESS, null, null),
                new SavepointProgress(Step.DONE, "file:/sp", null),
                new SavepointProgress(Step.DONE, null, null),
                new SavepointProgress(Step.FAILED, null, "disk full"),
                new SavepointProgress(Step.FAILED, "file:/sp", "went on"));
    }

    private static Arbitrary<Figures> figures() {
        var checkpoint = Given.completed(8, Duration.ZERO, "file:/chk-8");
        var savepoint = Given.completed(9, Duration.ofSeconds(1), "file:/sp-9");
        return Arbitraries.of(
                Given.figures(null, null, null),
                Given.figures(checkpoint, null, Given.RESTORE_FAILED),
                Given.figures(checkpoint, savepoint, Given.failure("division by zero", "")));
    }
}

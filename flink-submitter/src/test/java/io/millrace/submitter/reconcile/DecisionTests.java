package io.millrace.submitter.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.submitter.flink.FlinkState;
import io.millrace.submitter.flink.SavepointProgress;
import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Desired;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionTests {

    private static final String TRIGGER = "t";
    private static final SavepointProgress IN_PROGRESS =
            new SavepointProgress(SavepointProgress.Step.IN_PROGRESS, null, null);
    private static final SavepointProgress DONE = new SavepointProgress(SavepointProgress.Step.DONE, "file:/sp", null);
    private static final SavepointProgress FAILED =
            new SavepointProgress(SavepointProgress.Step.FAILED, null, "disk full");
    private static final Observed GONE = new Observed.Absent(true, false);
    private static final Observed UNREACHABLE = new Observed.Unreachable("connection refused");

    @Test
    void postsWhatWasOnlyDeclared() {
        assertThat(decide(Desired.RUNNING, AttemptState.NEW, new Observed.Absent(false, false)))
                .isEqualTo(new Action.Post());
    }

    @Test
    void repeatsAnUnansweredPostOnlyWhenNothingSaysThatItArrived() {
        assertThat(decide(Desired.RUNNING, AttemptState.POSTING, new Observed.Absent(false, false)))
                .isEqualTo(new Action.Wait());
        assertThat(decide(Desired.RUNNING, AttemptState.POSTING, GONE)).isEqualTo(new Action.Post());
        assertThat(decide(Desired.RUNNING, AttemptState.POSTING, new Observed.Absent(true, true)))
                .isEqualTo(new Action.Replace());
        assertThat(decide(Desired.RUNNING, AttemptState.POSTED, GONE)).isEqualTo(new Action.Replace());
    }

    @Test
    void replacesALostJobOnlyOnceItIsGone() {
        assertThat(decide(Desired.RUNNING, AttemptState.OBSERVED, new Observed.Absent(false, true)))
                .isEqualTo(new Action.Wait());
        assertThat(decide(Desired.RUNNING, AttemptState.OBSERVED, GONE)).isEqualTo(new Action.Replace());
    }

    @Test
    void endsWhatIsGoneAndNotWantedAnyMore() {
        assertThat(decide(Desired.STOPPED, AttemptState.OBSERVED, GONE))
                .isEqualTo(new Action.End(AttemptState.STOPPED, null, null));
        assertThat(decide(Desired.CANCELLED, AttemptState.POSTING, GONE))
                .isEqualTo(new Action.End(AttemptState.CANCELLED, null, null));
        assertThat(decide(Desired.CANCELLED, AttemptState.NEW, UNREACHABLE))
                .isEqualTo(new Action.End(AttemptState.CANCELLED, null, null));
    }

    @Test
    void stopsWithOneTriggerUntilItsOutcomeIsKnown() {
        assertThat(stopping(null, FlinkState.RUNNING, SavepointProgress.UNKNOWN))
                .isEqualTo(new Action.RequestStop());
        assertThat(stopping(TRIGGER, FlinkState.RUNNING, SavepointProgress.UNKNOWN))
                .isEqualTo(new Action.RequestStop());
        assertThat(stopping(TRIGGER, FlinkState.RUNNING, IN_PROGRESS)).isEqualTo(new Action.Wait());
        assertThat(stopping(TRIGGER, FlinkState.RUNNING, DONE)).isEqualTo(new Action.KeepSavepoint("file:/sp"));
        assertThat(stopping(TRIGGER, FlinkState.FINISHED, IN_PROGRESS)).isEqualTo(new Action.Wait());
    }

    @Test
    void letsTheJobGoOnWhenItsStopFailed() {
        assertThat(stopping(TRIGGER, FlinkState.RUNNING, FAILED))
                .isEqualTo(new Action.GiveUpStop("The stop with savepoint failed, the job goes on: disk full"));
    }

    @Test
    void keepsTheSavepointOfAStoppedJobEvenWhenTheResultOfTheStopHasExpired() {
        Attempt kept = attempt(AttemptState.OBSERVED, TRIGGER, "file:/sp");
        Attempt unknown = attempt(AttemptState.OBSERVED, TRIGGER, null);
        Observed finished =
                new Observed.Present(FlinkState.FINISHED, SavepointProgress.UNKNOWN, "file:/reported", null);

        assertThat(Decision.decide(Desired.STOPPED, kept, finished))
                .isEqualTo(new Action.End(AttemptState.STOPPED, "file:/sp", null));
        assertThat(Decision.decide(Desired.STOPPED, unknown, finished))
                .isEqualTo(new Action.End(AttemptState.STOPPED, "file:/reported", null));
    }

    @Test
    void keepsTheSavepointOfAJobThatWasStoppedByHand() {
        Observed finished =
                new Observed.Present(FlinkState.FINISHED, SavepointProgress.UNKNOWN, "file:/reported", null);

        assertThat(decide(Desired.RUNNING, AttemptState.OBSERVED, finished))
                .isEqualTo(new Action.End(AttemptState.FINISHED, "file:/reported", null));
    }

    @ParameterizedTest
    @EnumSource(
            value = Desired.class,
            names = {"RUNNING", "STOPPED"})
    void respectsACancelByHand(Desired desired) {
        assertThat(decide(desired, AttemptState.OBSERVED, present(FlinkState.CANCELED)))
                .isEqualTo(new Action.RespectCancel());
        assertThat(decide(desired, AttemptState.OBSERVED, present(FlinkState.CANCELLING)))
                .isEqualTo(new Action.RespectCancel());
    }

    @Test
    void endsACancelByHandOnlyWhenItsTasksHaveEnded() {
        Attempt respected = new Attempt(
                "job",
                1,
                "f".repeat(32),
                AttemptState.OBSERVED,
                null,
                null,
                null,
                null,
                Decision.CANCELLED_ELSEWHERE,
                Instant.EPOCH);

        assertThat(Decision.decide(Desired.CANCELLED, respected, present(FlinkState.CANCELLING)))
                .isEqualTo(new Action.Wait());
        assertThat(Decision.decide(Desired.CANCELLED, respected, present(FlinkState.CANCELED)))
                .isEqualTo(new Action.End(AttemptState.CANCELLED, null, Decision.CANCELLED_ELSEWHERE));
    }

    @Test
    void failsAJobWithItsRootCauseAndStartsNoOther() {
        Observed failed = new Observed.Present(FlinkState.FAILED, SavepointProgress.UNKNOWN, null, "division by zero");

        assertThat(decide(Desired.RUNNING, AttemptState.OBSERVED, failed))
                .isEqualTo(new Action.End(AttemptState.FAILED, null, "division by zero"));
    }

    @ParameterizedTest
    @MethodSource("everything")
    void takesAnUnreachableClusterAsNoNews(Desired desired, Attempt attempt) {
        Action action = Decision.decide(desired, attempt, UNREACHABLE);

        if (attempt.state() == AttemptState.NEW && desired != Desired.RUNNING) {
            assertThat(action).isInstanceOf(Action.End.class);
        } else {
            assertThat(action).isEqualTo(new Action.Wait());
        }
    }

    @ParameterizedTest
    @MethodSource("everything")
    void neverPostsOrReplacesWhatFlinkStillShowsOrNobodyWants(Desired desired, Attempt attempt) {
        for (Observed observed : everyObservation()) {
            Action action = Decision.decide(desired, attempt, observed);

            boolean starts = action instanceof Action.Post || action instanceof Action.Replace;
            if (starts) {
                assertThat(desired).isEqualTo(Desired.RUNNING);
                assertThat(observed).isInstanceOf(Observed.Absent.class);
            }
            if (action instanceof Action.Replace) {
                assertThat(observed).isIn(GONE, new Observed.Absent(true, true));
                assertThat(attempt.state()).isNotEqualTo(AttemptState.NEW);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everything")
    void endsAnAttemptOnlyWhenNoJobOfItCanBeAlive(Desired desired, Attempt attempt) {
        for (Observed observed : everyObservation()) {
            if (Decision.decide(desired, attempt, observed) instanceof Action.End) {
                boolean ended = observed instanceof Observed.Present present
                        && present.state().ended();
                boolean neverPosted = attempt.state() == AttemptState.NEW;
                assertThat(ended || neverPosted || (observed instanceof Observed.Absent absent && absent.gone()))
                        .as("%s %s %s", desired, attempt, observed)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("everything")
    void respectsACancelOnlyWhereFlinkShowsOneThatNobodyAskedForHere(Desired desired, Attempt attempt) {
        for (Observed observed : everyObservation()) {
            if (Decision.decide(desired, attempt, observed) instanceof Action.RespectCancel) {
                assertThat(desired).isNotEqualTo(Desired.CANCELLED);
                assertThat(attempt.state()).isEqualTo(AttemptState.OBSERVED);
                assertThat(observed)
                        .isInstanceOfSatisfying(
                                Observed.Present.class,
                                present ->
                                        assertThat(present.state()).isIn(FlinkState.CANCELLING, FlinkState.CANCELED));
            }
        }
    }

    static Stream<Arguments> everything() {
        List<Arguments> all = new ArrayList<>();
        for (Desired desired : Desired.values()) {
            Stream.of(AttemptState.values()).filter(AttemptState::live).forEach(state -> {
                all.add(Arguments.of(desired, attempt(state, null, null)));
                all.add(Arguments.of(desired, attempt(state, TRIGGER, null)));
                all.add(Arguments.of(desired, attempt(state, TRIGGER, "file:/sp")));
            });
        }
        return all.stream();
    }

    private static List<Observed> everyObservation() {
        List<Observed> all = new ArrayList<>(List.of(
                UNREACHABLE,
                GONE,
                new Observed.Absent(true, true),
                new Observed.Absent(false, true),
                new Observed.Absent(false, false)));
        for (FlinkState state : FlinkState.values()) {
            for (SavepointProgress stop : List.of(SavepointProgress.UNKNOWN, IN_PROGRESS, DONE, FAILED)) {
                all.add(new Observed.Present(state, stop, null, null));
            }
        }
        return all;
    }

    private static Action decide(Desired desired, AttemptState state, Observed observed) {
        return Decision.decide(desired, attempt(state, null, null), observed);
    }

    private static Action stopping(@Nullable String trigger, FlinkState state, SavepointProgress stop) {
        return Decision.decide(
                Desired.STOPPED,
                attempt(AttemptState.OBSERVED, trigger, null),
                new Observed.Present(state, stop, null, null));
    }

    private static Observed present(FlinkState state) {
        return new Observed.Present(state, SavepointProgress.UNKNOWN, null, null);
    }

    private static Attempt attempt(AttemptState state, @Nullable String trigger, @Nullable String savepoint) {
        return new Attempt("job", 1, "f".repeat(32), state, null, trigger, savepoint, null, null, Instant.EPOCH);
    }
}

package io.millrace.submitter.reconcile;

import static io.millrace.submitter.reconcile.Given.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.submitter.flink.SavepointProgress;
import io.millrace.submitter.flink.SavepointProgress.Step;
import io.millrace.submitter.store.Closing;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.Snapshot;
import io.millrace.submitter.store.UpgradePolicy.OnStopFailure;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoppingTests {

    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final Snapshot ASKED = snapshot(Snapshot.Kind.STOP, Snapshot.State.ASKED, null);
    private static final SavepointProgress IN_PROGRESS = new SavepointProgress(Step.IN_PROGRESS, null, null);

    @Test
    void waitsForAStopUntilItsDeadline() {
        assertThat(asked(IN_PROGRESS).after(DEADLINE.minusMillis(1)).decide()).isEqualTo(Decision.WAIT);
        assertThat(asked(IN_PROGRESS).after(DEADLINE).decide())
                .isEqualTo(new Action.Fail(ASKED, "It took longer than PT5M."));
    }

    @Test
    void asksAgainUnderTheSameTriggerWhatFlinkKnowsNothingOf() {
        assertThat(asked(SavepointProgress.UNKNOWN)
                        .after(DEADLINE.minusMillis(1))
                        .decide())
                .isEqualTo(new Action.AskAgain(ASKED));
        assertThat(asked(SavepointProgress.UNKNOWN).after(DEADLINE).decide())
                .isEqualTo(new Action.Fail(ASKED, "Flink knew nothing of it within PT5M."));
    }

    @Test
    void takesNoSavepointAmongTheCheckpointsForThatOfAStopWhileTheJobRuns() {
        Given given = asked(SavepointProgress.UNKNOWN);
        given.figures = Given.figures(null, Given.completed(7, Duration.ofSeconds(1), "file:/sp-7"), null);

        assertThat(given.decide()).isEqualTo(new Action.AskAgain(ASKED));
    }

    @Test
    void keepsTheSavepointOfAStop() {
        assertThat(asked(new SavepointProgress(Step.DONE, "file:/sp", null)).decide())
                .isEqualTo(new Action.Complete(ASKED, "file:/sp", null));
        assertThat(asked(new SavepointProgress(Step.DONE, null, null)).decide())
                .isEqualTo(new Action.Fail(ASKED, "Flink does not say where it lies."));
    }

    @Test
    void keepsTheSavepointOfAStopAfterWhichTheJobWentOn() {
        assertThat(asked(new SavepointProgress(Step.FAILED, "file:/sp", "did not end"))
                        .decide())
                .isEqualTo(new Action.Complete(ASKED, "file:/sp", "did not end"));
        assertThat(asked(new SavepointProgress(Step.FAILED, null, "disk full")).decide())
                .isEqualTo(new Action.Fail(ASKED, "disk full"));
    }

    @Test
    void waitsForAStoppedJobToEndAndTakesItForFailedWhenItNeverDoes() {
        Given stopped = new Given().wants(Desired.SUSPENDED).stop(Snapshot.State.COMPLETED, null);
        stopped.policy(OnStopFailure.FAIL);

        assertThat(stopped.after(DEADLINE.minusMillis(1)).decide()).isEqualTo(Decision.WAIT);
        assertThat(stopped.after(DEADLINE).decide())
                .isEqualTo(new Action.Abandon("The stop with savepoint failed: the job went on after it."));
    }

    @ParameterizedTest
    @EnumSource(
            value = Desired.class,
            names = {"RUNNING", "SUSPENDED"})
    void givesUpWhatWasAskedWhereAFailedStopIsToFail(Desired desired) {
        assertThat(failed(OnStopFailure.FAIL).wants(desired).decide())
                .isEqualTo(new Action.Abandon("The stop with savepoint failed: disk full"));
    }

    @Test
    void fallsBackToACheckpointWhereThereIsOne() {
        Given given = failed(OnStopFailure.FALLBACK_TO_CHECKPOINT);

        assertThat(given.decide())
                .isEqualTo(new Action.Abandon(
                        "The stop with savepoint failed: disk full There is no checkpoint to go on from."));
        given.checkpoint = "file:/chk-9";
        assertThat(given.decide())
                .isEqualTo(new Action.Close(Closing.FALLBACK, "The stop with savepoint failed: disk full"));
    }

    @Test
    void triesAgainAfterAWhileWhereAFailedStopIsToWait() {
        assertThat(failed(OnStopFailure.WAIT)
                        .after(Duration.ofSeconds(30).minusMillis(1))
                        .decide())
                .isEqualTo(Decision.WAIT);
        assertThat(failed(OnStopFailure.WAIT).after(Duration.ofSeconds(30)).decide())
                .isEqualTo(new Action.Ask(Snapshot.Kind.STOP, Snapshot.Reason.REPLACE));
    }

    @Test
    void treatsASavepointAfterWhichTheJobWentOnAsAFailedStop() {
        Given given = new Given().upgraded().stop(Snapshot.State.COMPLETED, "did not end");
        given.policy(OnStopFailure.FAIL);

        assertThat(given.decide()).isEqualTo(new Action.Abandon("The stop with savepoint failed: did not end"));
    }

    @Test
    void asksAfterAStopThatIsUnderWayAlthoughNobodyWantsItAnyMore() {
        Given given = new Given().answers(IN_PROGRESS);
        given.stop = ASKED;

        assertThat(given.decide()).isEqualTo(Decision.WAIT);
        assertThat(given.answers(new SavepointProgress(Step.DONE, "file:/sp", null))
                        .decide())
                .isEqualTo(new Action.Complete(Objects.requireNonNull(given.stop), "file:/sp", null));
    }

    private static Given asked(SavepointProgress answer) {
        return new Given()
                .wants(Desired.SUSPENDED)
                .stop(Snapshot.State.ASKED, null)
                .answers(answer);
    }

    private static Given failed(OnStopFailure policy) {
        return new Given().upgraded().stop(Snapshot.State.FAILED, "disk full").policy(policy);
    }
}

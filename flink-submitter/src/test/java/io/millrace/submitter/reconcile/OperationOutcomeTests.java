package io.millrace.submitter.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Operation;
import io.millrace.submitter.store.Operation.Kind;
import io.millrace.submitter.store.Progress;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OperationOutcomeTests {

    private static final Progress RAN = progress(null);
    private static final Progress STABLE = progress(Given.START);

    @ParameterizedTest
    @EnumSource(Kind.class)
    void isUnderWayWhileTheAttemptOfThenIsLive(Kind kind) {
        Given then = new Given();
        then.progress = kind == Kind.RESUME || kind == Kind.RESTART ? STABLE : Progress.NONE;

        assertThat(outcome(kind, then)).isEmpty();
    }

    @Test
    void tellsWhatAStopLeft() {
        Given savepoint = new Given().attempt(AttemptState.STOPPED);
        savepoint.savepoint = "file:/sp";
        Given checkpoint = new Given().attempt(AttemptState.STOPPED);
        checkpoint.note = "The stop with savepoint failed: disk full";
        checkpoint.checkpoint = "file:/chk-7";
        Given restored = new Given().attempt(AttemptState.STOPPED);
        restored.restoredFrom = "file:/chk-3";

        assertThat(outcome(Kind.STOP, savepoint)).contains(succeeded("Stopped with the savepoint file:/sp."));
        assertThat(outcome(Kind.STOP, checkpoint))
                .contains(succeeded("Stopped without a savepoint; its newest known state is file:/chk-7: "
                        + "The stop with savepoint failed: disk full"));
        assertThat(outcome(Kind.STOP, restored))
                .contains(succeeded("Stopped without a savepoint; its newest known state is file:/chk-3."));
        assertThat(outcome(Kind.STOP, new Given().attempt(AttemptState.STOPPED)))
                .contains(succeeded("Stopped before it had any state."));
    }

    @Test
    void failsAStopOfWhatEndedOtherwise() {
        Given failed = new Given().attempt(AttemptState.FAILED);
        failed.note = "division by zero";

        assertThat(outcome(Kind.STOP, failed)).contains(failed("It ended as FAILED: division by zero"));
        assertThat(outcome(Kind.STOP, new Given().attempt(AttemptState.CANCELLED)))
                .contains(failed("It ended as CANCELLED."));
    }

    @Test
    void succeedsWithACancelHoweverTheJobEnded() {
        assertThat(outcome(Kind.CANCEL, new Given().attempt(AttemptState.CANCELLED)))
                .contains(succeeded("The job has ended."));
        assertThat(outcome(Kind.CANCEL, new Given().attempt(AttemptState.FINISHED)))
                .contains(succeeded("The job has ended."));
    }

    @Test
    void leavesADeletionToWhoeverForgetsTheJob() {
        assertThat(outcome(Kind.DELETE, new Given().attempt(AttemptState.CANCELLED)))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"RESUME", "RESTART"})
    void succeedsWithAStartWhenALaterAttemptRuns(Kind kind) {
        Given next = new Given();
        next.number = 2;
        assertThat(outcome(kind, next)).isEmpty();

        next.progress = RAN;
        assertThat(outcome(kind, next)).contains(succeeded("Attempt 2 runs."));

        next.progress = Progress.NONE;
        next.state = AttemptState.FAILED;
        assertThat(outcome(kind, next)).contains(failed("It ended as FAILED."));
    }

    @ParameterizedTest
    @EnumSource(
            value = Kind.class,
            names = {"UPGRADE", "ROLLBACK"})
    void succeedsWithARevisionWhenItIsStable(Kind kind) {
        Given old = new Given().upgraded();
        old.progress = STABLE;
        Given ran = new Given();
        ran.wanted = 2;
        ran.running = 2;
        ran.progress = RAN;
        Given stable = new Given();
        stable.wanted = 2;
        stable.running = 2;
        stable.progress = STABLE;

        assertThat(outcome(kind, old)).isEmpty();
        assertThat(outcome(kind, ran)).isEmpty();
        assertThat(outcome(kind, stable)).contains(succeeded("Revision 2 is stable."));
        assertThat(outcome(kind, old.attempt(AttemptState.FAILED))).contains(failed("It ended as FAILED."));
    }

    @Test
    void succeedsWithAnotherWidthWhenItRuns() {
        Given wider = new Given();
        wider.wanted = 2;
        wider.running = 2;
        assertThat(outcome(Kind.RESCALE, wider)).isEmpty();

        wider.wantedWidth = 3;
        wider.progress = runningAt(2);
        assertThat(outcome(Kind.RESCALE, wider)).isEmpty();
        wider.progress = runningAt(3);
        assertThat(outcome(Kind.RESCALE, wider)).contains(succeeded("Revision 2 runs at the parallelism 3."));
        wider.progress = STABLE;
        assertThat(outcome(Kind.RESCALE, wider)).contains(succeeded("Revision 2 is stable."));
    }

    /** Of an operation that was asked when the first attempt was the newest. */
    private static Optional<OperationOutcome> outcome(Kind kind, Given now) {
        Operation operation =
                new Operation("o", "job", kind, Operation.State.RUNNING, now.wanted, 1, null, Given.START, null);
        return OperationOutcome.of(operation, now.job());
    }

    private static Progress progress(@Nullable Instant stableAt) {
        return new Progress(Given.START, Given.START, 0, null, 1, stableAt, 0, 0, 0, 0, 0, 0, null, null, null);
    }

    private static Progress runningAt(int width) {
        return new Progress(Given.START, Given.START, 0, null, width, null, 0, 0, 0, 0, 0, 0, null, null, null);
    }

    private static OperationOutcome succeeded(String detail) {
        return new OperationOutcome(Operation.State.SUCCEEDED, detail);
    }

    private static OperationOutcome failed(String detail) {
        return new OperationOutcome(Operation.State.FAILED, detail);
    }
}

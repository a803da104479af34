package io.millrace.submitter.reconcile;

import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Closing;
import io.millrace.submitter.store.Snapshot;
import org.jspecify.annotations.Nullable;

/** The one next step for a job. */
sealed interface Action {

    /** A step that asks Flink for something, and may take its time; the others change nothing but the book. */
    sealed interface OfFlink extends Action {}

    /** All is as wanted, or there is nothing to do but wait. */
    record Wait() implements Action {}

    /** Upload the jar and run it under the attempt's id. */
    record Post() implements OfFlink {}

    /** Note that Flink showed the attempt. */
    record MarkObserved() implements Action {}

    /** Note that the attempt's revision is stable. */
    record MarkStable() implements Action {}

    /**
     * End the attempt and start another of the wanted revision, from the newest state there is.
     *
     * @param slots how many must be free before that one is posted
     */
    record Replace(AttemptState outcome, @Nullable String note, int slots) implements Action {

        Replace(AttemptState outcome, @Nullable String note) {
            this(outcome, note, 0);
        }
    }

    /** End the attempt and start another of the last stable revision, from the state that one left. */
    record RollBack(String reason) implements Action {}

    /** Ask for a savepoint, or for a stop with one. */
    record Ask(Snapshot.Kind kind, Snapshot.Reason reason) implements OfFlink {}

    /** Ask again, under the same trigger id: Flink knows nothing of it. */
    record AskAgain(Snapshot snapshot) implements OfFlink {}

    /**
     * A savepoint is written.
     *
     * @param failure why the job goes on although it should have stopped
     */
    record Complete(
            Snapshot snapshot, String path, @Nullable String failure) implements Action {}

    /** A savepoint was not written, or not in time. */
    record Fail(Snapshot snapshot, String failure) implements Action {}

    /** Give up what was asked: the job goes on as it is. */
    record Abandon(String reason) implements Action {}

    /** Commit why the attempt is going to be cancelled. */
    record Close(Closing closing, String reason) implements Action {}

    record RequestCancel() implements OfFlink {}

    /** Somebody cancels the job in Flink: that is what is wanted from now on. The attempt ends when its tasks have. */
    record RespectCancel() implements Action {}

    /** Give the running job the width of the wanted revision, which differs in nothing else. */
    record Rescale(int parallelism) implements OfFlink {}

    /** Remove a savepoint. */
    record Dispose(Snapshot snapshot) implements OfFlink {}

    /** Forget a deleted job. */
    record Forget() implements Action {}

    /**
     * The attempt is over, and no other takes its place.
     *
     * @param savepoint what it left, where that is known only now
     * @param note why
     */
    record End(
            AttemptState outcome,
            @Nullable String savepoint,
            @Nullable String note) implements Action {}
}

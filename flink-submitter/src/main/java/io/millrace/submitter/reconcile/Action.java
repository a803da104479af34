package io.millrace.submitter.reconcile;

import io.millrace.submitter.store.AttemptState;
import org.jspecify.annotations.Nullable;

/** The one next step for a job. */
sealed interface Action {

    /** All is as wanted, or there is nothing to do but wait. */
    record Wait() implements Action {}

    /** Upload the jar and run it under the attempt's id. */
    record Post() implements Action {}

    /** Note that Flink showed the attempt. */
    record MarkObserved() implements Action {}

    /** Close the lost attempt and start another from the newest state there is. */
    record Replace() implements Action {}

    /** Ask for a stop with savepoint. */
    record RequestStop() implements Action {}

    /** Keep the path of the savepoint a stop left. */
    record KeepSavepoint(String path) implements Action {}

    /** Let the job go on: its stop failed. */
    record GiveUpStop(String reason) implements Action {}

    record RequestCancel() implements Action {}

    /** Somebody cancels the job in Flink: that is what is wanted from now on. The attempt ends when its tasks have. */
    record RespectCancel() implements Action {}

    /**
     * The attempt is over.
     *
     * @param savepoint what it left, where that is known only now
     * @param note why
     */
    record End(
            AttemptState outcome,
            @Nullable String savepoint,
            @Nullable String note) implements Action {}
}

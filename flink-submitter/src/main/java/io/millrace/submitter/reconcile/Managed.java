package io.millrace.submitter.reconcile;

import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.Operation;
import io.millrace.submitter.store.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * A job with what is under way for it, as the book has it.
 *
 * @param operation what somebody asked for and is not done yet
 * @param stop the stop with savepoint that counts now: one Flink may still be at, or that of the operation under way
 * @param savepoint the newest savepoint that was no stop
 */
record Managed(
        Job job,
        @Nullable Operation operation,
        @Nullable Snapshot stop,
        @Nullable Snapshot savepoint) {

    /** The same with its attempt further on. */
    Managed with(Job later) {
        return new Managed(later, operation, stop, savepoint);
    }
}

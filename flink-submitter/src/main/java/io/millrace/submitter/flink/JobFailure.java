package io.millrace.submitter.flink;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A failure of a job, after which Flink restarted it or gave it up.
 *
 * @param at epoch milliseconds
 * @param exception the class of what was thrown
 * @param rootCause its innermost cause in Flink's words, at most 1000 characters
 * @param stackTrace at most 16 384 characters
 * @param task the subtask in which it came up; absent when it came up in none
 */
public record JobFailure(
        long at,
        String exception,
        String rootCause,
        String stackTrace,
        @Nullable String task) {

    private static final int LONGEST_TRACE = 16 * 1024;

    /** What Flink's traces hold when state cannot be restored, whichever part of Flink finds it. */
    private static final List<String> RESTORE = List.of(
            "CheckpointCoordinator.restoreSavepoint",
            "Could not restore ",
            "Failed to rollback to checkpoint/savepoint",
            "Cannot map checkpoint/savepoint state",
            "BackendBuildingException",
            "StateMigrationException");

    /** Thrown by both schedulers, however they find that there are too few. */
    private static final String NO_SLOTS = "NoResourceAvailableException";

    static JobFailure of(FlinkCalls.Failed failed) {
        return of(failed.timestamp(), failed.exceptionName(), failed.stacktrace(), failed.task());
    }

    static JobFailure of(long at, FlinkCalls.Thrown thrown) {
        return of(at, thrown.exception(), thrown.stackTrace(), null);
    }

    private static JobFailure of(long at, String exception, String trace, @Nullable String task) {
        String cut = trace.length() <= LONGEST_TRACE ? trace : trace.substring(0, LONGEST_TRACE);
        return new JobFailure(at, exception, RootCause.of(trace), cut, task);
    }

    /** Whether the state the job was given could not be restored, so that it fails however often it starts from it. */
    public boolean ofRestore() {
        return RESTORE.stream().anyMatch(stackTrace::contains);
    }

    /**
     * Whether the cluster had no slots for it: once a cluster is up for {@code slot.request.timeout}, Flink waits for no
     * further TaskManager and lets the job fail at once.
     */
    public boolean ofSlots() {
        return stackTrace.contains(NO_SLOTS);
    }
}

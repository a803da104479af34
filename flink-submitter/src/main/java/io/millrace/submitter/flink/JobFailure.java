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

    static JobFailure of(FlinkCalls.Failed failed) {
        String trace = failed.stacktrace();
        return new JobFailure(
                failed.timestamp(),
                failed.exceptionName(),
                RootCause.of(trace),
                trace.length() <= LONGEST_TRACE ? trace : trace.substring(0, LONGEST_TRACE),
                failed.task());
    }

    /** Whether the state the job was given could not be restored, so that it fails however often it starts from it. */
    public boolean ofRestore() {
        return RESTORE.stream().anyMatch(stackTrace::contains);
    }
}

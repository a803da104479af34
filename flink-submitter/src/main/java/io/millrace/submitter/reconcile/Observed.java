package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.FlinkState;
import io.millrace.submitter.flink.SavepointProgress;
import org.jspecify.annotations.Nullable;

/** What one look at Flink says of a live attempt. */
sealed interface Observed {

    /** Flink gave no answer: nothing is known, so nothing is lost. */
    record Unreachable(String reason) implements Observed {}

    /**
     * Flink answered and did not name the job.
     *
     * @param gone it was absent from at least three good overviews, and asked for by its id it was not found
     * @param leftTraces its checkpoint folder exists, so it did run at some time
     */
    record Absent(boolean gone, boolean leftTraces) implements Observed {}

    /**
     * Flink knows it.
     *
     * @param stop how far the asked stop is
     * @param lastSavepoint the newest savepoint Flink reports, where no checkpoint is newer; known once the job has ended
     * @param rootCause of its newest failure, known once the job has failed
     */
    record Present(
            FlinkState state,
            SavepointProgress stop,
            @Nullable String lastSavepoint,
            @Nullable String rootCause) implements Observed {}
}

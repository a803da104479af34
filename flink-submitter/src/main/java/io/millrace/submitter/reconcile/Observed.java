package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.FlinkState;
import io.millrace.submitter.flink.SavepointProgress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What one look at Flink says of a live attempt. */
sealed interface Observed {

    /** Flink gave no answer: nothing is known, so nothing is lost. */
    record Unreachable(String reason) implements Observed {}

    /**
     * Flink answered and did not name the job.
     *
     * @param gone it was absent from at least three good overviews of one cluster and for the time of grace, and asked for
     *     by its id it was not found
     * @param leftTraces its checkpoint folder exists, so it did run at some time
     */
    record Absent(boolean gone, boolean leftTraces) implements Observed {}

    /** The cluster does not know it, but the one it was posted to, which was another, does and runs it. */
    record Elsewhere(String cluster) implements Observed {}

    /**
     * Flink knows it.
     *
     * @param running whether all its vertices run
     * @param waiting whether a part of it waits for a slot
     * @param width the parallelism of its widest vertex
     * @param since since when it is looked at again and again
     * @param restartedAt when Flink restarted it last, epoch milliseconds; 0 when it never did
     * @param stop how far the asked stop is
     * @param savepoint how far the asked savepoint is
     * @param figures what is read less often than the state
     */
    record Present(
            FlinkState state,
            boolean running,
            boolean waiting,
            int width,
            Instant since,
            long restartedAt,
            SavepointProgress stop,
            SavepointProgress savepoint,
            Figures figures)
            implements Observed {

        /** The innermost cause of its newest failure. */
        @Nullable
        String rootCause() {
            return figures.failure() == null ? null : figures.failure().rootCause();
        }

        /** Whether its newest failure was that there were no slots for it. */
        boolean slotsRefused() {
            return figures.slotsRefused();
        }

        /** Whether its newest failure was that it could not restore the state it was given. */
        boolean restoreFailed() {
            return figures.failure() != null && figures.failure().ofRestore();
        }
    }
}

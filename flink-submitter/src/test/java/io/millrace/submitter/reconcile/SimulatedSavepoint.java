package io.millrace.submitter.reconcile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A savepoint, or a stop with one, that a simulated cluster was asked for. */
final class SimulatedSavepoint {

    private final boolean stop;
    private final Fate fate;

    @Nullable
    String path;

    @Nullable
    String failure;

    private boolean done;

    /** What becomes of one. */
    enum Fate {
        WRITTEN,
        NOT_WRITTEN,
        NEVER_ENDS,
        /** It is written, but the job does not end by it. */
        GOES_ON,
        /** It is written, but the job fails by it. */
        FAILS,
        /** It is written and the answer is forgotten. */
        FORGOTTEN
    }

    SimulatedSavepoint(boolean stop, Fate fate) {
        this.stop = stop;
        this.fate = fate;
    }

    boolean done() {
        return done;
    }

    boolean forgotten() {
        return done && fate == Fate.FORGOTTEN;
    }

    /** Lets time pass. */
    void pass(SimulatedJob job, Instant now) {
        if (done || fate == Fate.NEVER_ENDS) {
            return;
        }
        done = true;
        if (!job.running() || fate == Fate.NOT_WRITTEN) {
            failure = "CheckpointException: not all required tasks are running";
            return;
        }
        path = job.writeSavepoint(now);
        if (stop && (fate == Fate.GOES_ON || fate == Fate.FAILS)) {
            failure = "StopWithSavepointStoppingException: A savepoint has been created at: " + path
                    + ", but the corresponding job " + job.id + " didn't terminate gracefully.";
            if (fate == Fate.FAILS) {
                job.fail("it did not terminate gracefully");
            } else {
                job.restart(now);
            }
        } else if (stop) {
            job.finish();
        }
    }
}

package io.millrace.submitter.reconcile;

import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.Snapshot;
import java.util.List;

/** Told how the loop does. */
interface LoopListener {

    /** Listens to nothing. */
    LoopListener NONE = new LoopListener() {
        @Override
        public void ticked(List<Job> jobs, Sweep sweep) {}

        @Override
        public void completed(Snapshot asked) {}

        @Override
        public void stoodBy() {}
    };

    /** A tick went well. */
    void ticked(List<Job> jobs, Sweep sweep);

    /** A savepoint was found written. */
    void completed(Snapshot asked);

    /** This submitter does not act any more: another one knows better. */
    void stoodBy();
}

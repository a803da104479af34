package io.millrace.submitter.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A declared job with its newest attempt.
 *
 * @param name unique among the jobs that are not deleted
 * @param generation counts what was asked of it; the ETag of its representation
 * @param wanted the revision that should run
 * @param running the revision of the newest attempt
 * @param fallback number of the revision that was stable last, other than the newest attempt's
 * @param dispose whether its savepoints are disposed of before it is forgotten
 */
public record Job(
        String id,
        String name,
        long generation,
        Desired desired,
        Revision wanted,
        Revision running,
        @Nullable Integer fallback,
        boolean dispose,
        Attempt attempt,
        Instant createdAt) {

    /** Whether the newest attempt runs what should run. */
    public boolean upToDate() {
        return wanted.number() == running.number();
    }

    /** Whether the newest attempt tries a revision that was never stable, in place of one that was. */
    public boolean onProbation() {
        return running.stableAt() == null
                && fallback != null
                && running.spec().upgrade().rollback();
    }

    /** The same job with its newest attempt further on. */
    public Job with(Progress later) {
        return new Job(
                id, name, generation, desired, wanted, running, fallback, dispose, attempt.with(later), createdAt);
    }
}

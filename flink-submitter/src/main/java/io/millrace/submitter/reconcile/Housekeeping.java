package io.millrace.submitter.reconcile;

import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What there is to clear up: savepoints kept long enough, and jobs that are deleted. Used by the loop's thread alone. */
final class Housekeeping {

    /** Between two looks at a job's savepoints, and between two tries to remove one. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Book book;
    private final Map<String, Instant> looked = new HashMap<>();

    Housekeeping(Book book) {
        this.book = book;
    }

    /** The next step, for a job for which nothing else is to be done. */
    Action next(Job job, Instant now) {
        boolean deleted = job.desired() == Desired.DELETED && !job.attempt().live();
        if (deleted && !job.dispose()) {
            return new Action.Forget();
        }
        if (!deleted && !job.attempt().live()) {
            return Decision.WAIT;
        }
        Instant last = looked.get(job.id());
        if (last != null && now.isBefore(last.plus(PAUSE))) {
            return Decision.WAIT;
        }
        List<Snapshot> snapshots = book.snapshots().snapshots(job.id());
        List<Snapshot> removable = deleted
                ? snapshots.stream()
                        .filter(snapshot -> snapshot.state() == Snapshot.State.COMPLETED)
                        .toList()
                : Retention.expired(
                        snapshots, needing(job), job.running().spec().savepoints(), now);
        if (removable.isEmpty()) {
            looked.put(job.id(), now);
            return deleted ? new Action.Forget() : Decision.WAIT;
        }
        return new Action.Dispose(removable.get(removable.size() - 1));
    }

    /** A savepoint could not be removed: it is tried again after a while. */
    void postpone(Job job, Instant now) {
        looked.put(job.id(), now);
    }

    /** Forgets jobs that are not there any more. */
    void retain(Set<String> jobs) {
        looked.keySet().retainAll(jobs);
    }

    private List<Attempt> needing(Job job) {
        return book.attempts().attempts(job.id()).stream()
                .filter(attempt -> attempt.revision() == job.running().number()
                        || (job.fallback() != null && attempt.revision() == job.fallback()))
                .toList();
    }
}

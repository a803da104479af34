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
    private final Map<String, Instant> tried = new HashMap<>();

    Housekeeping(Book book) {
        this.book = book;
    }

    /** The next step, for a job for which nothing else is to be done. */
    Action next(Job job, Instant now) {
        boolean deleted = job.desired() == Desired.DELETED && !job.attempt().live();
        if (deleted) {
            return forgetting(job, now);
        }
        if (!job.attempt().live() || isRecent(looked, job.id(), now)) {
            return Decision.WAIT;
        }
        List<Snapshot> expired = Retention.expired(
                book.snapshots().snapshots(job.id()),
                needing(job),
                job.running().spec().savepoints(),
                now);
        if (expired.isEmpty()) {
            looked.put(job.id(), now);
        }
        return removal(expired, now);
    }

    /** Its savepoints go before it is forgotten, where that was asked; one that cannot be removed is tried again. */
    private Action forgetting(Job job, Instant now) {
        List<Snapshot> left = !job.dispose()
                ? List.of()
                : book.snapshots().snapshots(job.id()).stream()
                        .filter(snapshot -> snapshot.state() == Snapshot.State.COMPLETED)
                        .toList();
        return left.isEmpty() ? new Action.Forget() : removal(left, now);
    }

    private Action removal(List<Snapshot> removable, Instant now) {
        tried.values().removeIf(time -> !now.isBefore(time.plus(PAUSE)));
        return removable.stream()
                .filter(snapshot -> !isRecent(tried, snapshot.id(), now))
                .findFirst()
                .map(snapshot -> {
                    tried.put(snapshot.id(), now);
                    return (Action) new Action.Dispose(snapshot);
                })
                .orElse(Decision.WAIT);
    }

    private static boolean isRecent(Map<String, Instant> times, String id, Instant now) {
        Instant last = times.get(id);
        return last != null && now.isBefore(last.plus(PAUSE));
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

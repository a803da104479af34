package io.millrace.submitter.reconcile;

import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What there is to clear up: savepoints kept long enough, and jobs that are deleted. Used by the loop's thread alone. */
final class Housekeeping {

    /** Between two looks at a job's savepoints, and between two tries to remove one. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final Book book;
    private final Map<String, Look> looked = new HashMap<>();
    private final Map<String, Instant> tried = new HashMap<>();

    Housekeeping(Book book) {
        this.book = book;
    }

    /** A look at a job's savepoints that found nothing to remove, with the newest one then. */
    private record Look(Instant at, @Nullable Snapshot newest) {

        boolean serves(Look other) {
            return Objects.equals(newest, other.newest) && other.at.isBefore(at.plus(PAUSE));
        }
    }

    /**
     * The next step, for a job for which nothing else is to be done.
     *
     * @param reachable whether Flink answers, without which no savepoint can be removed
     */
    Action next(Managed managed, boolean reachable, Instant now) {
        Job job = managed.job();
        boolean deleted = job.desired() == Desired.DELETED && !job.attempt().live();
        if (deleted) {
            return forgetting(job, reachable, now);
        }
        Look look = new Look(now, managed.savepoint());
        Look last = looked.get(job.id());
        if (!reachable || !job.attempt().live() || (last != null && last.serves(look))) {
            return Decision.WAIT;
        }
        List<Snapshot> expired = Retention.expired(
                book.snapshots().snapshots(job.id()),
                needing(job),
                job.running().spec().savepoints(),
                now);
        if (expired.isEmpty()) {
            looked.put(job.id(), look);
        }
        return removal(expired, now);
    }

    /** Its savepoints go before it is forgotten, where that was asked; one that cannot be removed is tried again. */
    private Action forgetting(Job job, boolean reachable, Instant now) {
        List<Snapshot> left = !job.dispose()
                ? List.of()
                : book.snapshots().snapshots(job.id()).stream()
                        .filter(snapshot -> snapshot.state() == Snapshot.State.COMPLETED)
                        .toList();
        if (left.isEmpty()) {
            return new Action.Forget();
        }
        return reachable ? removal(left, now) : Decision.WAIT;
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

    /** Attempts of the running revision and of the one a rollback would go back to, at whatever width. */
    private List<Attempt> needing(Job job) {
        Set<Integer> revisions =
                new HashSet<>(book.revisions().alike(job.id(), job.running().number()));
        if (job.fallback() != null) {
            revisions.addAll(book.revisions().alike(job.id(), job.fallback()));
        }
        return book.attempts().attempts(job.id()).stream()
                .filter(attempt -> revisions.contains(attempt.revision()))
                .toList();
    }
}

package io.millrace.submitter.reconcile;

import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.EventType;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.JobSpec;
import io.millrace.submitter.store.Operation;
import io.millrace.submitter.store.Start;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts one attempt in the place of another, with the newest state that can be had and never silently without. */
public final class Succession {

    /** What says nothing against the state an attempt was given. */
    private static final Set<AttemptState> UNTRIED =
            Set.of(AttemptState.STARVED, AttemptState.LOST, AttemptState.CANCELLED);

    private final Book book;
    private final CheckpointFolder checkpoints;

    Succession(Book book, CheckpointFolder checkpoints) {
        this.book = book;
        this.checkpoints = checkpoints;
    }

    /** Where the next attempt of an ended job starts from: the newest state; absent when none is left of what there was. */
    public @Nullable Start newest(Job job) {
        return start(book.attempts().attempts(job.id()), job.wanted().spec(), Set.of());
    }

    /** Ends the attempt and starts another of the wanted revision. */
    void replace(Job job, Action.Replace replace) {
        AttemptState outcome = replace.outcome();
        String note = replace.note();
        List<Attempt> attempts = book.attempts().attempts(job.id());
        boolean untried = UNTRIED.contains(outcome) && untried(attempts.get(0), job.upToDate());
        Start start = untried
                ? startOf(attempts.get(0))
                : start(
                        attempts,
                        job.wanted().spec(),
                        outcome == AttemptState.FAILED ? unrestorable(attempts) : Set.of());
        if (start == null) {
            String none = "No state is left that can be restored; resume with one, or from nothing. ";
            end(job, AttemptState.FAILED, none + (note == null ? "" : note));
            return;
        }
        if (!book.attempts().end(job.attempt(), outcome, note)) {
            return;
        }
        String nothing = untried ? "nothing, as this one" : "nothing: no attempt left a checkpoint";
        String from = start.path() == null ? nothing : start.path();
        if (outcome == AttemptState.LOST) {
            book.events().add(job.attempt(), EventType.LOST, "The cluster does not know it any more.");
        }
        next(job, job.wanted().number(), start, replace.slots());
        EventType type = switch (outcome) {
            case LOST, FAILED -> EventType.RESTORED;
            case STARVED -> EventType.STARVED;
            default -> EventType.REPLACED;
        };
        String when = replace.slots() == 0 ? "." : ", once " + replace.slots() + " slots are free.";
        book.events().add(job.attempt(), type, "The next attempt starts from " + from + when);
    }

    /**
     * Whether an attempt never took up the state it was given, by choice perhaps an older one, and left none; another
     * revision heeds that only where the choice was to start from nothing.
     */
    private boolean untried(Attempt attempt, boolean upToDate) {
        boolean discarded = attempt.restoredFrom() == null && attempt.outputMayRepeat();
        return (upToDate || discarded)
                && !attempt.progress().ran()
                && attempt.checkpoint() == null
                && attempt.savepoint() == null
                && checkpoints.retained(attempt.flinkJobId()).isEmpty()
                && book.snapshots().snapshots(attempt.jobId()).stream()
                        .noneMatch(snapshot -> snapshot.attempt() == attempt.number() && snapshot.path() != null);
    }

    private static Start startOf(Attempt attempt) {
        return new Start(attempt.restoredFrom(), attempt.outputMayRepeat(), attempt.fromReported());
    }

    /** Ends the attempt and starts another of the revision that was stable last, from the state that one left. */
    void rollBack(Job job, String reason) {
        Integer fallback = job.fallback();
        if (fallback == null) {
            end(job, AttemptState.FAILED, reason);
            return;
        }
        JobSpec spec = book.revisions().revisions(job.id()).stream()
                .filter(revision -> revision.number() == fallback)
                .findFirst()
                .orElseThrow()
                .spec();
        // An attempt that was rescaled as it ran left the state of the revision it ran before, too.
        Set<Integer> alike = book.revisions().alike(job.id(), fallback);
        List<Attempt> attempts = book.attempts().attempts(job.id()).stream()
                .dropWhile(attempt -> !alike.contains(attempt.revision()))
                .toList();
        Start start = attempts.isEmpty() ? null : start(attempts, spec, Set.of());
        if (start == null) {
            end(job, AttemptState.FAILED, reason + "; no state of revision " + fallback + " is left");
            return;
        }
        if (!book.jobs().want(job, job.desired(), fallback, job.dispose())) {
            // Something was asked in between: the next look decides anew.
            return;
        }
        book.attempts().end(job.attempt(), AttemptState.FAILED, reason);
        book.revisions().reject(job.id(), job.running().number(), reason);
        next(job, fallback, new Start(start.path(), true, start.reported()), 0);
        String told =
                "Revision %d was rolled back to %d: %s".formatted(job.running().number(), fallback, reason);
        book.operations().end(job.id(), Operation.State.FAILED, told);
        book.events().add(job.attempt(), EventType.ROLLED_BACK, told);
    }

    /** Ends the attempt for good. */
    void end(Job job, AttemptState outcome, @Nullable String note) {
        if (book.attempts().end(job.attempt(), outcome, note)) {
            book.snapshots().endPending(job.attempt(), "The job has ended.");
            EventType type = EventType.valueOf(outcome.name());
            book.events().add(job.attempt(), type, note == null ? "As asked." : note);
        }
    }

    /** Adds the next attempt. */
    private void next(Job job, int revision, Start start, int slots) {
        book.snapshots().endPending(job.attempt(), "The attempt has ended.");
        book.attempts().insert(job.id(), job.attempt().number() + 1, revision, start, slots);
    }

    private @Nullable Start start(List<Attempt> attempts, JobSpec spec, Set<String> without) {
        String job = attempts.isEmpty() ? "" : attempts.get(0).jobId();
        StateCandidates candidates = StateCandidates.of(
                attempts,
                book.snapshots().snapshots(job),
                attempt -> checkpoints.retained(attempt.flinkJobId()),
                checkpoints::mayHold);
        for (int i = 0; i < candidates.paths().size(); i++) {
            String path = candidates.paths().get(i);
            if (!without.contains(path)) {
                boolean mayRepeat = i > 0 || candidates.newestGone() || passedOver(attempts, path);
                return new Start(path, mayRepeat, reported(attempts, path));
            }
        }
        return candidates.everAny() ? null : Start.of(spec.savepoint(), false);
    }

    /** Whether nothing but a report says that there was no newer checkpoint. */
    private boolean reported(List<Attempt> attempts, String path) {
        return attempts.stream()
                .anyMatch(attempt -> path.equals(attempt.checkpoint())
                        && checkpoints.retained(attempt.flinkJobId()).isEmpty());
    }

    /** Whether an attempt that started there passed over a newer state; it may have ended before it had one of its own. */
    private static boolean passedOver(List<Attempt> attempts, String path) {
        return attempts.stream().anyMatch(attempt -> attempt.outputMayRepeat() && path.equals(attempt.restoredFrom()));
    }

    /** What the newest attempts of one revision tried to start from in vain, since one of them ran. */
    private static Set<String> unrestorable(List<Attempt> attempts) {
        Set<String> tried = new HashSet<>();
        for (Attempt attempt : attempts) {
            if (attempt.progress().ran()
                    || attempt.revision() != attempts.get(0).revision()) {
                break;
            }
            if (attempt.restoredFrom() != null && !UNTRIED.contains(attempt.state())) {
                tried.add(attempt.restoredFrom());
            }
        }
        return tried;
    }
}

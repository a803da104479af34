package io.millrace.submitter.reconcile;

import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.EventType;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.Operation;
import io.millrace.submitter.store.Progress;
import io.millrace.submitter.store.Snapshot;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes what was seen and decided into the book: the steps that ask Flink for nothing. Each is one transaction. */
final class Recorder {

    private static final Logger log = LoggerFactory.getLogger(Recorder.class);

    private final Book book;
    private final Succession succession;
    private final LoopListener listener;

    Recorder(Book book, Succession succession, LoopListener listener) {
        this.book = book;
        this.succession = succession;
        this.listener = listener;
    }

    /** Keeps how an attempt does now. */
    void observed(Job before, Progress now, Observed.Present seen) {
        Attempt attempt = before.attempt();
        String path = seen.figures().checkpoint() == null
                ? null
                : seen.figures().checkpoint().path();
        boolean newCheckpoint = path != null && !path.equals(attempt.checkpoint());
        if (!newCheckpoint && now.equals(attempt.progress())) {
            return;
        }
        book.database().acting(() -> {
            if (newCheckpoint) {
                book.attempts().checkpoint(attempt, String.valueOf(path));
            }
            book.attempts().progress(attempt, now);
            transitions(attempt, attempt.progress(), now)
                    .forEach(event -> book.events().add(attempt, event.type(), event.detail()));
        });
    }

    private record Transition(EventType type, String detail) {}

    private static List<Transition> transitions(Attempt attempt, Progress before, Progress now) {
        if (!before.ran() && now.ran()) {
            return List.of(new Transition(EventType.RUNNING, "All vertices of attempt " + attempt.number() + " run."));
        }
        if (before.unhealthy() == null && now.unhealthy() != null) {
            return List.of(new Transition(EventType.UNHEALTHY, now.unhealthy()));
        }
        if (before.unhealthy() != null && now.unhealthy() == null) {
            return List.of(new Transition(EventType.HEALTHY, "No longer: " + before.unhealthy()));
        }
        return List.of();
    }

    /** Writes a decided step. */
    void record(Job job, Action action) {
        log.info(
                "Job '{}', attempt {} ({}): {}",
                job.name(),
                job.attempt().number(),
                job.attempt().flinkJobId(),
                action);
        book.database().acting(() -> write(job, action));
    }

    private void write(Job job, Action action) {
        Attempt attempt = job.attempt();
        if (action instanceof Action.MarkObserved) {
            book.attempts().advance(attempt, AttemptState.OBSERVED);
        } else if (action instanceof Action.MarkStable) {
            book.revisions().markStable(job);
            book.events()
                    .add(attempt, EventType.STABLE, "Revision " + job.running().number() + " is stable.");
        } else if (action instanceof Action.Replace replace) {
            succession.replace(job, replace);
        } else if (action instanceof Action.RollBack rollBack) {
            succession.rollBack(job, rollBack.reason());
        } else if (action instanceof Action.Close close) {
            book.attempts().close(attempt, close.closing(), close.reason());
        } else if (action instanceof Action.End end) {
            if (end.savepoint() != null) {
                book.attempts().savepoint(attempt, end.savepoint());
            }
            succession.end(job, end.outcome(), end.note());
        } else if (action instanceof Action.Forget) {
            forget(job);
        } else {
            writeCommand(job, action);
        }
    }

    private void writeCommand(Job job, Action action) {
        Attempt attempt = job.attempt();
        if (action instanceof Action.Complete complete) {
            complete(job, complete);
        } else if (action instanceof Action.Fail fail) {
            book.snapshots().fail(fail.snapshot(), fail.failure());
            book.events().add(attempt, EventType.SAVEPOINT_FAILED, fail.failure());
        } else if (action instanceof Action.Abandon abandon) {
            if (book.jobs().want(job, Desired.RUNNING, attempt.revision(), job.dispose())) {
                failed(job, abandon.reason());
            }
        } else if (action instanceof Action.RespectCancel) {
            if (book.jobs().want(job, Desired.CANCELLED, attempt.revision(), job.dispose())) {
                failed(job, Ending.CANCELLED_ELSEWHERE);
            }
        }
    }

    /** What is under way, if anything is, will not be done. */
    private void failed(Job job, String reason) {
        if (book.operations().end(job.id(), Operation.State.FAILED, reason)) {
            book.events().add(job.attempt(), EventType.OPERATION_ENDED, "FAILED: " + reason);
        }
        book.attempts().note(job.attempt(), reason);
    }

    private void complete(Job job, Action.Complete complete) {
        Snapshot snapshot = complete.snapshot();
        book.snapshots().complete(snapshot, complete.path(), complete.failure());
        if (snapshot.kind() == Snapshot.Kind.STOP && complete.failure() == null) {
            book.attempts().savepoint(job.attempt(), complete.path());
        }
        book.events().add(job.attempt(), EventType.SAVEPOINT_COMPLETED, complete.path());
        listener.completed(snapshot);
    }

    private void forget(Job job) {
        if (book.jobs().forget(job.id())) {
            book.operations().end(job.id(), Operation.State.SUCCEEDED, "Forgotten.");
            book.events().add(job.attempt(), EventType.DELETED, "The job is forgotten.");
        }
    }

    /** Ends what is done. */
    void end(Operation operation, Job job, OperationOutcome outcome) {
        book.database().acting(() -> {
            if (book.operations().end(operation, outcome.state(), outcome.detail())) {
                String told = operation.kind() + " " + outcome.state() + ": " + outcome.detail();
                book.events().add(job.attempt(), EventType.OPERATION_ENDED, told);
            }
        });
    }
}

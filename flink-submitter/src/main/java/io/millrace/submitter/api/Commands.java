package io.millrace.submitter.api;

import io.millrace.service.problem.ProblemException;
import io.millrace.submitter.reconcile.ReconcileLoop;
import io.millrace.submitter.reconcile.Succession;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.EventType;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.JobSpec;
import io.millrace.submitter.store.Operation;
import io.millrace.submitter.store.Snapshot;
import io.millrace.submitter.store.Start;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;

/** What a user can ask of a declared job: it changes what is wanted, the loop does the rest. */
final class Commands {

    private final Book book;
    private final Succession succession;
    private final ReconcileLoop loop;

    Commands(Book book, Succession succession, ReconcileLoop loop) {
        this.book = book;
        this.succession = succession;
        this.loop = loop;
    }

    Job job(String id) {
        return book.jobs()
                .job(id)
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.NOT_FOUND, "job-not-found", "There is no job '" + id + "'; GET /jobs lists them."));
    }

    /** Wants a live job stopped with a savepoint. */
    Operation stop(String id) {
        Job job = job(id);
        Optional<Operation> asked = underWay(job, Operation.Kind.STOP);
        if (asked.isPresent()) {
            return asked.get();
        }
        if (!job.attempt().live()) {
            throw conflict("job-not-running", "The job has ended, so there is nothing to stop.", job);
        }
        if (job.desired() != Desired.RUNNING) {
            throw conflict("job-ending", "The job is on its way down already.", job);
        }
        return want(job, Operation.Kind.STOP, Desired.SUSPENDED, job.wanted().number(), null);
    }

    /** Wants a job cancelled, without a savepoint. */
    Operation cancel(String id) {
        Job job = job(id);
        Optional<Operation> asked = underWay(job, Operation.Kind.CANCEL);
        if (asked.isPresent()) {
            return asked.get();
        }
        if (!job.attempt().live()) {
            throw conflict("job-not-running", "The job has ended, so there is nothing to cancel.", job);
        }
        if (job.desired() == Desired.DELETED) {
            throw conflict("job-ending", "The job is being deleted.", job);
        }
        return want(job, Operation.Kind.CANCEL, Desired.CANCELLED, job.wanted().number(), null);
    }

    /**
     * Wants an ended job running again, from the newest state it left unless told otherwise.
     *
     * @param from absent means the newest state
     */
    Operation resume(String id, @Nullable Start from) {
        Job job = job(id);
        Optional<Operation> asked = underWay(job, Operation.Kind.RESUME);
        if (asked.isPresent()) {
            return asked.get();
        }
        refuseDeleted(job);
        if (job.attempt().live()) {
            boolean runs = job.desired() == Desired.RUNNING;
            throw runs
                    ? conflict("job-running", "The job runs, or is on its way to.", job)
                    : conflict("job-not-ended", "The job is still on its way down; resume it when it has ended.", job);
        }
        return want(job, Operation.Kind.RESUME, Desired.RUNNING, job.wanted().number(), from);
    }

    /** Wants another attempt in the place of the present one, from its state. */
    Operation restart(String id) {
        Job job = job(id);
        Optional<Operation> asked = underWay(job, Operation.Kind.RESTART);
        if (asked.isPresent()) {
            return asked.get();
        }
        refuseDeleted(job);
        refuseEnding(job);
        return want(job, Operation.Kind.RESTART, Desired.RUNNING, job.wanted().number(), null);
    }

    /** Wants the revision that was stable last, other than the present one. */
    Operation rollback(String id) {
        Job job = job(id);
        refuseDeleted(job);
        refuseEnding(job);
        if (job.fallback() == null) {
            throw conflict("no-stable-revision", "No other revision of the job was ever stable.", job);
        }
        return want(job, Operation.Kind.ROLLBACK, Desired.RUNNING, job.fallback(), null);
    }

    /**
     * Wants a job to be something else: a new revision. Empty when it is that already.
     */
    Optional<Operation> revise(Job job, JobSpec spec, Operation.Kind kind) {
        refuseDeleted(job);
        if (job.wanted().spec().equals(spec)) {
            return Optional.empty();
        }
        refuseEnding(job);
        boolean failed = !job.attempt().live() && job.desired() == Desired.RUNNING;
        Operation revised = book.database().transaction(() -> {
            int revision = book.jobs().revise(job, spec);
            Operation operation = open(job, kind, job.desired(), revision, false);
            if (failed) {
                insert(job, revision, null);
            } else if (!job.attempt().live()) {
                book.operations().end(operation, Operation.State.SUCCEEDED, "It runs when the job is resumed.");
            }
            return book.operations().operation(operation.id()).orElseThrow();
        });
        loop.wake();
        return Optional.of(revised);
    }

    /** Forgets a job, which is cancelled first where it may run. */
    Operation delete(String id, boolean dispose) {
        Job job = job(id);
        Operation operation = book.database()
                .transaction(() -> open(
                        job,
                        Operation.Kind.DELETE,
                        Desired.DELETED,
                        job.wanted().number(),
                        dispose));
        loop.wake();
        return operation;
    }

    /** Asks for a savepoint of a running job. */
    Snapshot savepoint(String id) {
        Job job = job(id);
        if (!job.attempt().live() || job.desired() != Desired.RUNNING) {
            throw conflict("job-not-running", "The job does not run, so it has no state to write.", job);
        }
        try {
            Snapshot asked = book.database()
                    .transaction(() -> book.snapshots()
                            .ask(job.attempt(), null, Snapshot.Kind.SAVEPOINT, Snapshot.Reason.USER)
                            .flatMap(book.snapshots()::snapshot)
                            .orElseThrow(() -> changed(job)));
            loop.wake();
            return asked;
        } catch (DuplicateKeyException pending) {
            throw conflict("savepoint-pending", "Another savepoint of the job is being written.", job);
        }
    }

    private Operation want(Job job, Operation.Kind kind, Desired desired, int revision, @Nullable Start from) {
        Operation operation = book.database().transaction(() -> {
            Operation opened = open(job, kind, desired, revision, false);
            if (desired == Desired.RUNNING && !job.attempt().live()) {
                insert(job, revision, from);
            }
            return opened;
        });
        loop.wake();
        return operation;
    }

    private Operation open(Job job, Operation.Kind kind, Desired desired, int revision, boolean dispose) {
        if (!book.jobs().want(job, desired, revision, dispose)) {
            throw changed(job);
        }
        String operation = book.operations().open(job, kind, revision);
        book.events().add(job.attempt(), EventType.COMMANDED, kind + " of generation " + (job.generation() + 1));
        return book.operations().operation(operation).orElseThrow();
    }

    private void insert(Job job, int revision, @Nullable Start from) {
        Start start = from == null ? succession.newest(job) : from;
        if (start == null) {
            throw conflict(
                    "no-state-left",
                    "Nothing is left of the job's state; resume it with 'savepoint', or with 'fromNothing'.",
                    job);
        }
        try {
            book.attempts().insert(job.id(), job.attempt().number() + 1, revision, start);
        } catch (DuplicateKeyException live) {
            throw changed(job);
        }
    }

    private Optional<Operation> underWay(Job job, Operation.Kind kind) {
        return book.operations()
                .newest(job.id())
                .filter(operation -> operation.kind() == kind && operation.state() == Operation.State.RUNNING);
    }

    private static void refuseDeleted(Job job) {
        if (job.desired() == Desired.DELETED) {
            throw conflict("job-ending", "The job is being deleted.", job);
        }
    }

    /** What is on its way down has to arrive there before it can become something else. */
    private static void refuseEnding(Job job) {
        if (job.attempt().live() && job.desired() != Desired.RUNNING) {
            throw conflict("job-ending", "The job is on its way down; try again when it has ended.", job);
        }
    }

    private static ProblemException changed(Job job) {
        return conflict("job-changed", "The job was changed at the same time; look at it and try again.", job);
    }

    private static ProblemException conflict(String code, String detail, Job job) {
        return new ProblemException(HttpStatus.CONFLICT, code, detail, Map.of("job", job.id()));
    }
}

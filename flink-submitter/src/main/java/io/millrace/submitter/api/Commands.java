package io.millrace.submitter.api;

import io.millrace.service.problem.ProblemException;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.Operation;
import io.millrace.submitter.store.Snapshot;
import io.millrace.submitter.store.Start;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;

/** What a user can ask of a declared job: it changes what is wanted, the loop does the rest. */
final class Commands {

    private final Book book;
    private final Intents intents;

    Commands(Book book, Intents intents) {
        this.book = book;
        this.intents = intents;
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
            throw Refusals.conflict("job-not-running", "The job has ended, so there is nothing to stop.", job);
        }
        if (job.desired() != Desired.RUNNING) {
            throw Refusals.conflict("job-ending", "The job is on its way down already.", job);
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
            throw Refusals.conflict("job-not-running", "The job has ended, so there is nothing to cancel.", job);
        }
        if (job.desired() == Desired.DELETED) {
            throw Refusals.conflict("job-ending", "The job is being deleted.", job);
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
        Refusals.refuseDeleted(job);
        if (job.attempt().live()) {
            boolean runs = job.desired() == Desired.RUNNING;
            throw runs
                    ? Refusals.conflict("job-running", "The job runs, or is on its way to.", job)
                    : Refusals.conflict(
                            "job-not-ended", "The job is still on its way down; resume it when it has ended.", job);
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
        Refusals.refuseDeleted(job);
        Refusals.refuseEnding(job);
        return want(job, Operation.Kind.RESTART, Desired.RUNNING, job.wanted().number(), null);
    }

    /** Wants the revision that was stable last, other than the one that is wanted by now. */
    Operation rollback(String id) {
        Job job = job(id);
        Refusals.refuseDeleted(job);
        Refusals.refuseEnding(job);
        // The one that still runs while it is being replaced is the one to keep.
        boolean replaced = !job.upToDate() && job.running().stableAt() != null;
        Integer before = replaced ? Integer.valueOf(job.running().number()) : job.fallback();
        if (before == null) {
            throw Refusals.conflict("no-stable-revision", "No other revision of the job was ever stable.", job);
        }
        return want(job, Operation.Kind.ROLLBACK, Desired.RUNNING, before, null);
    }

    /** Forgets a job, which is cancelled first where it may run. */
    Operation delete(String id, boolean dispose) {
        Job job = job(id);
        return intents.commit(() -> intents.open(
                job, Operation.Kind.DELETE, Desired.DELETED, job.wanted().number(), dispose));
    }

    /** Asks for a savepoint of a running job. */
    Snapshot savepoint(String id) {
        Job job = job(id);
        if (!job.attempt().live() || job.desired() != Desired.RUNNING) {
            throw Refusals.conflict("job-not-running", "The job does not run, so it has no state to write.", job);
        }
        try {
            return intents.commit(() -> book.snapshots()
                    .ask(job.attempt(), null, Snapshot.Kind.SAVEPOINT, Snapshot.Reason.USER)
                    .flatMap(book.snapshots()::snapshot)
                    .orElseThrow(() -> Refusals.changed(job)));
        } catch (DuplicateKeyException pending) {
            throw Refusals.conflict("savepoint-pending", "Another savepoint of the job is being written.", job);
        }
    }

    private Operation want(Job job, Operation.Kind kind, Desired desired, int revision, @Nullable Start from) {
        return intents.commit(() -> {
            Operation opened = intents.open(job, kind, desired, revision, false);
            if (desired == Desired.RUNNING && !job.attempt().live()) {
                intents.begin(job, revision, from);
            }
            return opened;
        });
    }

    private Optional<Operation> underWay(Job job, Operation.Kind kind) {
        return book.operations()
                .newest(job.id())
                .filter(operation -> operation.kind() == kind && operation.state() == Operation.State.RUNNING);
    }
}

package io.millrace.submitter.api;

import io.millrace.submitter.reconcile.Succession;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.EventType;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.Operation;
import io.millrace.submitter.store.Start;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

/** Writes into the book what is wanted of a job; all of one command in one transaction. */
final class Intents {

    private final Book book;
    private final Succession succession;
    private final Runnable wake;

    /** @param wake makes the loop look at once */
    Intents(Book book, Succession succession, Runnable wake) {
        this.book = book;
        this.succession = succession;
        this.wake = wake;
    }

    /** Writes all of one command, or nothing, and has the loop look at it. */
    <T> T commit(Supplier<T> command) {
        T result = book.database().transaction(command);
        wake.run();
        return result;
    }

    /**
     * Opens the operation of a command.
     *
     * @throws io.millrace.service.problem.ProblemException {@code job-changed} when the job is not the given one any more
     */
    Operation open(Job job, Operation.Kind kind, Desired desired, int revision, boolean dispose) {
        if (!book.jobs().want(job, desired, revision, dispose)) {
            throw Refusals.changed(job);
        }
        String operation = book.operations().open(job, kind, revision);
        book.events().add(job.attempt(), EventType.COMMANDED, kind + " of generation " + (job.generation() + 1));
        return book.operations().operation(operation).orElseThrow();
    }

    /**
     * Adds an attempt to an ended job.
     *
     * @param from absent means the newest state there is
     * @throws io.millrace.service.problem.ProblemException {@code no-state-left} when there is none but was one
     */
    void begin(Job job, int revision, @Nullable Start from) {
        Start start = from == null ? succession.newest(job) : from;
        if (start == null) {
            throw Refusals.conflict(
                    "no-state-left",
                    "Nothing is left of the job's state; resume it with 'savepoint', or with 'fromNothing'.",
                    job);
        }
        try {
            book.attempts().insert(job.id(), job.attempt().number() + 1, revision, start, 0);
        } catch (DuplicateKeyException live) {
            throw Refusals.changed(job);
        }
    }
}

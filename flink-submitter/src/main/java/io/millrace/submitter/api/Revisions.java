package io.millrace.submitter.api;

import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.JobSpec;
import io.millrace.submitter.store.Operation;
import java.util.Optional;

/** Makes a declared job something else: each time a revision of its own. */
final class Revisions {

    private final Book book;
    private final Intents intents;

    Revisions(Book book, Intents intents) {
        this.book = book;
        this.intents = intents;
    }

    /** Wants a job to be something else; empty when it is that already. */
    Optional<Operation> revise(Job job, JobSpec spec, Operation.Kind kind) {
        Refusals.refuseDeleted(job);
        if (job.wanted().spec().equals(spec)) {
            return Optional.empty();
        }
        Refusals.refuseEnding(job);
        return Optional.of(intents.commit(() -> write(job, spec, kind)));
    }

    private Operation write(Job job, JobSpec spec, Operation.Kind kind) {
        if (!book.jobs().hold(job)) {
            throw Refusals.changed(job);
        }
        int revision = book.revisions().add(job, spec);
        Operation operation = intents.open(job, kind, job.desired(), revision, false);
        if (job.attempt().live()) {
            return operation;
        }
        if (job.desired() == Desired.RUNNING) {
            intents.begin(job, revision, null);
            return operation;
        }
        book.operations().end(operation, Operation.State.SUCCEEDED, "It runs when the job is resumed.");
        return book.operations().operation(operation.id()).orElseThrow();
    }
}

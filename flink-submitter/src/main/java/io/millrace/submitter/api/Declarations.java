package io.millrace.submitter.api;

import io.millrace.service.problem.ProblemException;
import io.millrace.submitter.artifact.Artifacts;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.JobSpec;
import io.millrace.submitter.store.NewJob;
import io.millrace.submitter.store.Operation;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** Turns a request into a stored intent: checked, completed, and never stored twice. */
final class Declarations {

    private static final Logger log = LoggerFactory.getLogger(Declarations.class);

    private final Requests requests;
    private final Artifacts artifacts;
    private final Book book;
    private final Revisions revisions;
    private final Runnable wake;

    /** @param wake makes the loop look at once */
    Declarations(Requests requests, Artifacts artifacts, Book book, Revisions revisions, Runnable wake) {
        this.requests = requests;
        this.artifacts = artifacts;
        this.book = book;
        this.revisions = revisions;
        this.wake = wake;
    }

    /** What {@link #declare} answers: the job, and whether this call made it. */
    record Declared(Job job, boolean created) {}

    /** What a declaration would store: nothing is stored. */
    record DryRun(String name, JobSpec spec, boolean exists) {}

    /** Says what would be stored, and whether it is there. */
    DryRun tryOut(JobRequest request, @Nullable String idempotencyKey) {
        NewJob wanted = requests.check(request, idempotencyKey, true);
        return new DryRun(wanted.name(), wanted.spec(), existing(wanted).isPresent());
    }

    /** Stores the job unless it is there. */
    Declared declare(JobRequest request, @Nullable String idempotencyKey) {
        return artifacts.using(() -> declare(requests.check(request, idempotencyKey, false)));
    }

    /** Wants a job to be what is requested; empty when it is that already. */
    Optional<Operation> upgrade(Job job, JobRequest request) {
        if (request.name() != null && !request.name().equals(job.name())) {
            throw Refusals.conflict("job-name", "A job keeps its name, '" + job.name() + "'.", job);
        }
        return artifacts.using(
                () -> revisions.revise(job, requests.check(request, null, false).spec(), Operation.Kind.UPGRADE));
    }

    /** Declares the bundled job where its name was never declared: who stopped or deleted it meant it. */
    void declareBundled() {
        String name = requests.bundledName();
        if (book.jobs().everDeclared(name)) {
            log.info("The job '{}' was declared before; what was asked of it since stands", name);
        } else {
            declare(JobRequest.EMPTY, null);
        }
    }

    private Declared declare(NewJob wanted) {
        Optional<Job> existing = existing(wanted);
        if (existing.isPresent()) {
            return new Declared(existing.get(), false);
        }
        Optional<String> id = book.jobs().declare(wanted);
        if (id.isEmpty()) {
            // Somebody declared the same name or key in between: what is stored by now decides.
            return new Declared(existing(wanted).orElseThrow(() -> contended(wanted)), false);
        }
        wake.run();
        return new Declared(book.jobs().job(id.get()).orElseThrow(), true);
    }

    /** The job a declaration repeats, if it repeats one; refused when it contradicts one, or that is being deleted. */
    private Optional<Job> existing(NewJob wanted) {
        return ofKey(wanted).or(() -> named(wanted));
    }

    /** Whatever became of it since: the same key and the same declaration mean the same job. */
    private Optional<Job> ofKey(NewJob wanted) {
        String key = wanted.idempotencyKey();
        Optional<Job> job = key == null ? Optional.empty() : book.jobs().jobOfKey(key);
        if (job.isPresent()
                && !repeats(job.get(), book.revisions().declared(job.get()).spec(), wanted)) {
            throw new ProblemException(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "idempotency-key-reused",
                    "This Idempotency-Key belongs to another declaration; use a fresh one.",
                    Map.of("job", job.get().id()));
        }
        job.ifPresent(Refusals::refuseDeleted);
        return job;
    }

    private Optional<Job> named(NewJob wanted) {
        Optional<Job> job = book.jobs().jobNamed(wanted.name());
        job.ifPresent(Refusals::refuseDeleted);
        if (job.isPresent() && !repeats(job.get(), job.get().wanted().spec(), wanted)) {
            throw Refusals.conflict(
                    "job-exists",
                    "A job '%s' exists with another specification; change it with PUT, or take another name."
                            .formatted(wanted.name()),
                    job.get());
        }
        return job;
    }

    private static boolean repeats(Job job, JobSpec spec, NewJob wanted) {
        return job.name().equals(wanted.name()) && spec.equals(wanted.spec());
    }

    private static ProblemException contended(NewJob wanted) {
        return new ProblemException(
                HttpStatus.CONFLICT,
                "job-exists",
                "'%s', or its Idempotency-Key, was declared and deleted before; take a fresh key and try again."
                        .formatted(wanted.name()));
    }
}

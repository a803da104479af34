package io.millrace.submitter.api;

import io.millrace.service.problem.ProblemException;
import io.millrace.submitter.artifact.Artifacts;
import io.millrace.submitter.reconcile.ReconcileLoop;
import io.millrace.submitter.reconcile.RetainedCheckpoints;
import io.millrace.submitter.settings.SubmitterProperties;
import io.millrace.submitter.store.Artifact;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.HealthPolicy;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.JobSpec;
import io.millrace.submitter.store.NewJob;
import io.millrace.submitter.store.SavepointPolicy;
import io.millrace.submitter.store.UpgradePolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Turns a request into a stored intent: checked, completed, and never stored twice. */
final class Declarations {

    private final SubmitterProperties settings;
    private final Artifacts artifacts;
    private final Book book;
    private final ReconcileLoop loop;

    Declarations(SubmitterProperties settings, Artifacts artifacts, Book book, ReconcileLoop loop) {
        this.settings = settings;
        this.artifacts = artifacts;
        this.book = book;
        this.loop = loop;
    }

    /** What {@link #declare} answers: the job, and whether this call made it. */
    record Declared(Job job, boolean created) {}

    /** Checks a request and completes it from the settings. */
    NewJob check(JobRequest request, @Nullable String idempotencyKey) {
        boolean bundled = request.artifact() == null;
        Artifact artifact = artifact(request);
        var defaults = settings.job();
        String name = request.name();
        if (name == null) {
            name = bundled ? defaults.name() : nameOf(artifact);
        }
        Integer parallelism = request.parallelism();
        Map<String, String> flink = request.flinkConfiguration() == null ? Map.of() : request.flinkConfiguration();
        UpgradePolicy upgrade = request.upgrade() == null ? UpgradePolicy.DEFAULT : request.upgrade();
        if (upgrade.deadline().compareTo(upgrade.stableAfter()) <= 0) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "deadline-too-short",
                    "'upgrade.deadline' is %s and must be longer than 'upgrade.stableAfter', %s: no revision could become stable."
                            .formatted(upgrade.deadline(), upgrade.stableAfter()));
        }
        RetainedCheckpoints.refusal(flink).ifPresent(refusal -> {
            throw new ProblemException(HttpStatus.BAD_REQUEST, "checkpoints-not-retained", refusal);
        });
        JobSpec spec = new JobSpec(
                artifact.id(),
                request.entryClass(),
                request.arguments() == null ? (bundled ? defaults.arguments() : List.of()) : request.arguments(),
                parallelism == null && bundled ? defaults.parallelism() : parallelism,
                request.savepoint(),
                flink,
                upgrade,
                request.health() == null ? HealthPolicy.DEFAULT : request.health(),
                request.savepoints() == null ? SavepointPolicy.DEFAULT : request.savepoints());
        return new NewJob(name, spec, idempotencyKey);
    }

    private Artifact artifact(JobRequest request) {
        Artifact artifact = request.artifact() == null
                ? artifacts.add(settings.bundledJar())
                : artifacts.resolve(request.artifact());
        artifacts.check(artifact, request.entryClass());
        return artifact;
    }

    private static String nameOf(Artifact artifact) {
        String name = artifact.fileName().replaceFirst("\\.jar$", "");
        if (!name.matches(JobRequest.NAME)) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "name-needed",
                    "'%s' cannot name a job; give 'name': letters, digits, '.', '_' or '-', at most 100."
                            .formatted(name));
        }
        return name;
    }

    /** The job a declaration repeats, if it repeats one; refused when it contradicts one. */
    Optional<Job> existing(NewJob wanted) {
        Optional<Job> ofKey =
                wanted.idempotencyKey() == null ? Optional.empty() : book.jobs().jobOfKey(wanted.idempotencyKey());
        if (ofKey.isPresent() && !same(ofKey.get(), wanted)) {
            throw new ProblemException(
                    HttpStatus.UNPROCESSABLE_CONTENT,
                    "idempotency-key-reused",
                    "This Idempotency-Key belongs to another declaration; use a fresh one.",
                    Map.of("job", ofKey.get().id()));
        }
        Optional<Job> named = ofKey.or(() -> book.jobs().jobNamed(wanted.name()));
        if (named.isPresent() && !same(named.get(), wanted)) {
            throw new ProblemException(
                    HttpStatus.CONFLICT,
                    "job-exists",
                    "A job '%s' exists with another specification; change it with PUT, or take another name."
                            .formatted(wanted.name()),
                    Map.of("job", named.get().id()));
        }
        return named;
    }

    /** Stores the job unless it is there. */
    Declared declare(NewJob wanted) {
        Optional<Job> existing = existing(wanted);
        if (existing.isPresent()) {
            return new Declared(existing.get(), false);
        }
        Optional<String> id = book.jobs().declare(wanted);
        if (id.isEmpty()) {
            // Somebody declared the same name or key in between: what is stored by now decides.
            return new Declared(existing(wanted).orElseThrow(() -> contended(wanted)), false);
        }
        loop.wake();
        return new Declared(book.jobs().job(id.get()).orElseThrow(), true);
    }

    /** Declares the bundled job where its name was never declared: who stopped or deleted it meant it. */
    void declareBundled() {
        if (!book.jobs().everDeclared(settings.job().name())) {
            declare(check(JobRequest.EMPTY, null));
        }
    }

    private static ProblemException contended(NewJob wanted) {
        return new ProblemException(
                HttpStatus.CONFLICT,
                "job-exists",
                "'%s', or its Idempotency-Key, was declared and deleted before; take a fresh key and try again."
                        .formatted(wanted.name()));
    }

    private static boolean same(Job job, NewJob wanted) {
        return job.name().equals(wanted.name()) && job.wanted().spec().equals(wanted.spec());
    }
}

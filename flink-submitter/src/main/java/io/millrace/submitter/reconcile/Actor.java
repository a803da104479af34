package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.DisposalProgress;
import io.millrace.submitter.flink.FlinkClient;
import io.millrace.submitter.flink.FlinkRefusedException;
import io.millrace.submitter.flink.FlinkUnreachableException;
import io.millrace.submitter.flink.JobDetails;
import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.EventType;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.Operation;
import io.millrace.submitter.store.Snapshot;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the decided steps that ask Flink for something. */
final class Actor {

    private static final Logger log = LoggerFactory.getLogger(Actor.class);

    /** How long the removal of one savepoint is waited for. */
    private static final Duration DISPOSAL = Duration.ofSeconds(30);

    private final FlinkClient flink;
    private final Book book;
    private final Recorder recorder;
    private final Submission submission;
    private final FaultPoints faults;

    Actor(FlinkClient flink, Book book, Recorder recorder, Submission submission, FaultPoints faults) {
        this.flink = flink;
        this.book = book;
        this.recorder = recorder;
        this.submission = submission;
        this.faults = faults;
    }

    /** Takes the step; says whether Flink answered and did not refuse. If not, a later look decides anew. */
    boolean act(Managed managed, Action.OfFlink action) {
        Attempt attempt = managed.job().attempt();
        if (!(action instanceof Action.RequestCancel)) {
            log.info(
                    "Job '{}', attempt {} ({}): {}",
                    managed.job().name(),
                    attempt.number(),
                    attempt.flinkJobId(),
                    action);
        }
        try {
            step(managed, action);
            return true;
        } catch (FlinkUnreachableException | FlinkRefusedException failure) {
            log.warn("Job '{}', {}: {}", managed.job().name(), action, failure.getMessage());
            book.database().acting(() -> book.attempts().note(attempt, String.valueOf(failure.getMessage())));
            return false;
        }
    }

    /** Cancels a Flink job whose attempt has ended, so that no job ever runs twice. */
    void cancelStray(String flinkJobId) {
        log.warn("Cancelling the Flink job {}: its attempt has ended", flinkJobId);
        try {
            flink.cancel(flinkJobId);
        } catch (FlinkUnreachableException | FlinkRefusedException failure) {
            log.warn("The stray Flink job {} could not be cancelled now: {}", flinkJobId, failure.getMessage());
        }
    }

    private void step(Managed managed, Action.OfFlink action) {
        Job job = managed.job();
        String id = job.attempt().flinkJobId();
        if (action instanceof Action.Post) {
            submission.post(job);
        } else if (action instanceof Action.RequestCancel) {
            flink.cancel(id);
            faults.reached("cancel-answered");
        } else if (action instanceof Action.Ask ask) {
            ask(managed, ask);
        } else if (action instanceof Action.AskAgain again) {
            ask(id, again.snapshot().id(), again.snapshot().kind());
        } else if (action instanceof Action.Rescale rescale) {
            rescale(job, rescale.parallelism());
        } else if (action instanceof Action.Dispose dispose) {
            dispose(job, dispose.snapshot());
        }
    }

    private void ask(Managed managed, Action.Ask ask) {
        Attempt attempt = managed.job().attempt();
        Operation operation = managed.operation();
        AtomicReference<String> trigger = new AtomicReference<>();
        book.database()
                .acting(() -> book.snapshots()
                        .ask(attempt, operation == null ? null : operation.id(), ask.kind(), ask.reason())
                        .ifPresent(trigger::set));
        faults.reached("trigger-committed");
        if (trigger.get() != null) {
            ask(attempt.flinkJobId(), trigger.get(), ask.kind());
        }
        faults.reached("trigger-answered");
    }

    private void ask(String flinkJobId, String trigger, Snapshot.Kind kind) {
        if (kind == Snapshot.Kind.STOP) {
            flink.stop(flinkJobId, trigger, null);
        } else {
            flink.savepoint(flinkJobId, trigger, null);
        }
    }

    private void rescale(Job job, int parallelism) {
        Attempt attempt = job.attempt();
        JobDetails details = flink.job(attempt.flinkJobId()).orElse(null);
        if (details == null) {
            return;
        }
        try {
            flink.requireParallelism(details, parallelism);
        } catch (FlinkRefusedException refused) {
            if (!refused.parallelismAtFault()) {
                throw refused;
            }
            recorder.record(job, new Action.Abandon("Flink will not rescale the job: " + refused.rootCause()));
            return;
        }
        faults.reached("rescale-answered");
        book.database().acting(() -> {
            book.attempts().revise(attempt, job.wanted().number());
            book.events().add(attempt, EventType.RESCALED, "Flink gives it the parallelism " + parallelism + ".");
        });
    }

    /** A savepoint whose files are gone counts as removed; any other failure is tried again later. */
    private void dispose(Job job, Snapshot snapshot) {
        DisposalProgress progress = flink.awaitDisposal(flink.dispose(String.valueOf(snapshot.path())), DISPOSAL);
        if (!progress.removed()) {
            String why = progress.failure() == null ? "no answer within " + DISPOSAL : progress.failure();
            String note = "The savepoint " + snapshot.path() + " is not removed yet: " + why;
            log.warn("Job '{}': {}", job.name(), note);
            book.database().acting(() -> book.attempts().note(job.attempt(), note));
            return;
        }
        book.database().acting(() -> {
            book.snapshots().dispose(snapshot);
            book.events().add(job.attempt(), EventType.SAVEPOINT_DISPOSED, String.valueOf(snapshot.path()));
        });
    }
}

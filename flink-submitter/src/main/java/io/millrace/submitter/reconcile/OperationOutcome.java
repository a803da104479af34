package io.millrace.submitter.reconcile;

import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.Operation;
import java.util.Optional;

/**
 * How an operation ended: a pure function of the job's state, so that it may be asked at any time.
 *
 * @param detail in words
 */
record OperationOutcome(Operation.State state, String detail) {

    /** Empty while it is under way. */
    static Optional<OperationOutcome> of(Operation operation, Job job) {
        Attempt attempt = job.attempt();
        return switch (operation.kind()) {
            case STOP -> attempt.live() ? Optional.empty() : Optional.of(ofStop(attempt));
            case CANCEL -> attempt.live() ? Optional.empty() : Optional.of(succeeded("The job has ended."));
            case DELETE -> Optional.empty();
            case RESUME, RESTART -> ofStart(operation, attempt);
            case RESCALE, UPGRADE, ROLLBACK -> ofRevision(operation, job);
        };
    }

    private static OperationOutcome ofStop(Attempt attempt) {
        if (attempt.state() == AttemptState.FAILED || attempt.state() == AttemptState.CANCELLED) {
            return failed("It ended as " + attempt.state() + because(attempt));
        }
        if (attempt.savepoint() != null) {
            return succeeded("Stopped with the savepoint " + attempt.savepoint() + ".");
        }
        String left = attempt.checkpoint() == null ? attempt.restoredFrom() : attempt.checkpoint();
        return succeeded(
                left == null
                        ? "Stopped before it had any state" + because(attempt)
                        : "Stopped without a savepoint; its newest known state is " + left + because(attempt));
    }

    private static Optional<OperationOutcome> ofStart(Operation operation, Attempt attempt) {
        if (attempt.number() > operation.attempt() && attempt.progress().ran()) {
            return Optional.of(succeeded("Attempt " + attempt.number() + " runs."));
        }
        return attempt.live()
                ? Optional.empty()
                : Optional.of(failed("It ended as " + attempt.state() + because(attempt)));
    }

    private static Optional<OperationOutcome> ofRevision(Operation operation, Job job) {
        Attempt attempt = job.attempt();
        boolean there = attempt.revision() == operation.revision();
        Integer width = job.running().spec().parallelism();
        boolean widened = operation.kind() == Operation.Kind.RESCALE
                && width != null
                && attempt.progress().width() == width;
        if (there && (widened || attempt.progress().stableAt() != null)) {
            return Optional.of(succeeded("Revision %d %s."
                    .formatted(operation.revision(), widened ? "runs at the parallelism " + width : "is stable")));
        }
        return attempt.live()
                ? Optional.empty()
                : Optional.of(failed("It ended as " + attempt.state() + because(attempt)));
    }

    private static String because(Attempt attempt) {
        return attempt.note() == null ? "." : ": " + attempt.note();
    }

    private static OperationOutcome succeeded(String detail) {
        return new OperationOutcome(Operation.State.SUCCEEDED, detail);
    }

    private static OperationOutcome failed(String detail) {
        return new OperationOutcome(Operation.State.FAILED, detail);
    }
}

package io.millrace.submitter.api;

import io.millrace.service.problem.ProblemException;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.Job;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** Why a job cannot become what is asked of it. */
final class Refusals {

    private Refusals() {}

    /** @throws ProblemException {@code job-ending} when the job is being deleted */
    static void refuseDeleted(Job job) {
        if (job.desired() == Desired.DELETED) {
            throw conflict("job-ending", "The job is being deleted.", job);
        }
    }

    /**
     * What is on its way down has to arrive there before it can become something else.
     *
     * @throws ProblemException {@code job-ending} when it is
     */
    static void refuseEnding(Job job) {
        if (job.attempt().live() && job.desired() != Desired.RUNNING) {
            throw conflict("job-ending", "The job is on its way down; try again when it has ended.", job);
        }
    }

    static ProblemException changed(Job job) {
        return conflict("job-changed", "The job was changed at the same time; look at it and try again.", job);
    }

    static ProblemException conflict(String code, String detail, Job job) {
        return new ProblemException(HttpStatus.CONFLICT, code, detail, Map.of("job", job.id()));
    }
}

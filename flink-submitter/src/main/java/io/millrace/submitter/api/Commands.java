package io.millrace.submitter.api;

import io.millrace.service.problem.ProblemException;
import io.millrace.submitter.reconcile.CheckpointFolder;
import io.millrace.submitter.reconcile.ReconcileLoop;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.JobStore;
import java.util.Map;
import org.springframework.http.HttpStatus;

/** What a user can ask of a declared job: it changes what is wanted, the loop does the rest. */
final class Commands {

    private final JobStore store;
    private final CheckpointFolder checkpoints;
    private final ReconcileLoop loop;

    Commands(JobStore store, CheckpointFolder checkpoints, ReconcileLoop loop) {
        this.store = store;
        this.checkpoints = checkpoints;
        this.loop = loop;
    }

    Job job(String id) {
        return store.job(id)
                .orElseThrow(() -> new ProblemException(
                        HttpStatus.NOT_FOUND, "job-not-found", "There is no job '" + id + "'; GET /jobs lists them."));
    }

    /** Wants a live job stopped with a savepoint; asking again changes nothing. */
    Job stop(String id) {
        Job job = job(id);
        if (!job.attempt().live() && job.desired() != Desired.STOPPED) {
            throw conflict("job-not-running", "The job has ended, so there is nothing to stop.", job);
        }
        if (job.desired() == Desired.CANCELLED) {
            throw conflict("job-cancelling", "The job is being cancelled.", job);
        }
        return want(job, Desired.STOPPED);
    }

    /** Wants a job cancelled, without a savepoint; asking again changes nothing. */
    Job cancel(String id) {
        Job job = job(id);
        if (!job.attempt().live() && job.desired() != Desired.CANCELLED) {
            throw conflict("job-not-running", "The job has ended, so there is nothing to cancel.", job);
        }
        return want(job, Desired.CANCELLED);
    }

    /** Wants an ended job running again, from the newest state it left. */
    Job resume(String id) {
        Job job = job(id);
        if (job.attempt().live()) {
            if (job.desired() == Desired.RUNNING) {
                return job;
            }
            throw conflict("job-not-ended", "The job is still on its way down; resume it when it has ended.", job);
        }
        if (!store.resume(job.attempt(), checkpoints.newestState(job.attempt()))) {
            throw conflict("job-changed", "The job was changed at the same time; look at it and try again.", job);
        }
        loop.wake();
        return job(id);
    }

    /** Forgets an ended job. */
    void delete(String id) {
        Job job = job(id);
        if (!store.delete(job.id())) {
            throw conflict("job-not-ended", "The job may still run; stop or cancel it first.", job);
        }
    }

    private Job want(Job job, Desired desired) {
        if (job.desired() != desired && !store.want(job.id(), job.desired(), desired)) {
            throw conflict("job-changed", "The job was changed at the same time; look at it and try again.", job);
        }
        loop.wake();
        return job(job.id());
    }

    private static ProblemException conflict(String code, String detail, Job job) {
        return new ProblemException(HttpStatus.CONFLICT, code, detail, Map.of("job", job.id()));
    }
}

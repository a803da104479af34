package io.millrace.submitter.reconcile;

import io.millrace.service.problem.ProblemException;
import io.millrace.submitter.artifact.Artifacts;
import io.millrace.submitter.flink.FlinkClient;
import io.millrace.submitter.flink.FlinkRefusedException;
import io.millrace.submitter.flink.FlinkUnreachableException;
import io.millrace.submitter.flink.RunRequest;
import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.AttemptState;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Desired;
import io.millrace.submitter.store.EventType;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.JobSpec;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Uploads a job's jar and runs it under its attempt's id; whatever goes wrong in between, never twice. */
final class Submission {

    private final FlinkClient flink;
    private final Book book;
    private final Succession succession;
    private final Artifacts artifacts;
    private final LeftJars leftJars;
    private final FaultPoints faults;

    Submission(
            FlinkClient flink,
            Book book,
            Succession succession,
            Artifacts artifacts,
            LeftJars leftJars,
            FaultPoints faults) {
        this.flink = flink;
        this.book = book;
        this.succession = succession;
        this.artifacts = artifacts;
        this.leftJars = leftJars;
        this.faults = faults;
    }

    void post(Job job) {
        Attempt attempt = job.attempt();
        Path jar;
        try {
            jar = artifacts.path(job.running().spec().artifact());
        } catch (ProblemException gone) {
            book.database().acting(() -> giveUp(job, String.valueOf(gone.getMessage())));
            return;
        }
        faults.reached("before-upload");
        String jarId = upload(jar, attempt);
        try {
            faults.reached("uploaded");
            book.database().acting(() -> intend(attempt));
            faults.reached("posting-committed");
            // The truth is what was committed: a command may have come in between.
            book.jobs()
                    .job(job.id())
                    .filter(now -> now.desired() == Desired.RUNNING
                            && now.attempt().number() == attempt.number()
                            && now.attempt().state() == AttemptState.POSTING)
                    .ifPresent(now -> run(now, jarId));
        } finally {
            leftJars.delete(jarId);
        }
    }

    private String upload(Path jar, Attempt attempt) {
        try {
            return flink.upload(jar, LeftJars.nameOf(attempt.flinkJobId()));
        } catch (FlinkUnreachableException unknown) {
            leftJars.suspect();
            throw unknown;
        }
    }

    private void intend(Attempt attempt) {
        if (attempt.state() == AttemptState.NEW && book.attempts().posting(attempt, flink.url())) {
            book.events().add(attempt, EventType.POSTED, "Posted as the Flink job " + attempt.flinkJobId() + ".");
        }
    }

    private void run(Job job, String jarId) {
        Attempt posting = job.attempt();
        JobSpec spec = job.running().spec();
        try {
            flink.run(
                    jarId,
                    new RunRequest(
                            posting.flinkJobId(),
                            spec.entryClass(),
                            spec.arguments(),
                            spec.parallelism(),
                            posting.restoredFrom(),
                            configuration(spec)));
            faults.reached("run-answered");
            book.database().acting(() -> book.attempts().advance(posting, AttemptState.POSTED));
            faults.reached("posted-committed");
        } catch (FlinkRefusedException refused) {
            if (refused.duplicateJob()) {
                book.database().acting(() -> book.attempts().advance(posting, AttemptState.POSTED));
            } else if (refused.programAtFault()) {
                book.database().acting(() -> giveUp(job, refused.rootCause()));
            } else {
                // Whether the job arrived is unknown: the next looks tell by its id, and only then is it posted again.
                throw refused;
            }
        }
    }

    private static Map<String, String> configuration(JobSpec spec) {
        Map<String, String> configuration = new HashMap<>(RetainedCheckpoints.CONFIGURATION);
        configuration.putAll(spec.flinkConfiguration());
        return configuration;
    }

    /** It can never run as it is: the last stable revision takes its place, where there is one. */
    private void giveUp(Job job, String note) {
        if (job.onProbation() && job.upToDate()) {
            succession.rollBack(job, note);
        } else {
            succession.end(job, AttemptState.FAILED, note);
        }
    }
}

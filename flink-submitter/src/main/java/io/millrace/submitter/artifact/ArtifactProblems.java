package io.millrace.submitter.artifact;

import io.millrace.service.problem.ProblemException;
import io.millrace.submitter.store.Artifact;
import io.millrace.submitter.store.Job;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

/** What callers are told about artifacts that cannot be had, added or removed. */
final class ArtifactProblems {

    private static final String NOT_FOUND = "artifact-not-found";

    private ArtifactProblems() {}

    /** Of the path of a request. */
    static ProblemException notFound(String id) {
        return new ProblemException(
                HttpStatus.NOT_FOUND, NOT_FOUND, "There is no artifact '" + id + "'; GET /artifacts lists them.");
    }

    /** Of a job that names it. */
    static ProblemException unknown(String id) {
        return unusable("There is no artifact " + id + "; GET /artifacts lists them.");
    }

    static ProblemException unusable(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, NOT_FOUND, detail);
    }

    static ProblemException tooLarge(DataSize limit) {
        return new ProblemException(
                HttpStatus.CONTENT_TOO_LARGE,
                "artifact-too-large",
                "A job jar may have %d bytes; millrace.submitter.max-artifact-size is the limit."
                        .formatted(limit.toBytes()));
    }

    static ProblemException inUse(Artifact artifact, Job job) {
        return new ProblemException(
                HttpStatus.CONFLICT,
                "artifact-in-use",
                "The job '%s' has a revision that runs %s; delete that job first."
                        .formatted(job.name(), artifact.fileName()),
                Map.of("job", job.id()));
    }
}

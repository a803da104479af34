package io.millrace.submitter.flink;

import java.util.List;

/** Flink answered with an error. */
public final class FlinkRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What Flink's answer to a run names when the program itself, its jar or its arguments are at fault. */
    private static final List<String> FAULTS = List.of(
            "ProgramInvocationException",
            "ProgramParametrizationException",
            "ClassNotFoundException",
            "NoClassDefFoundError",
            "No jobs included in application",
            "Request did not match expected format");

    private final int status;
    private final String answer;

    FlinkRefusedException(String call, int status, String answer) {
        super("Flink answered %s with %d: %s".formatted(call, status, RootCause.of(answer)));
        this.status = status;
        this.answer = answer;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The innermost cause in Flink's words. */
    public String rootCause() {
        return RootCause.of(answer);
    }

    /**
     * Whether a refused run can never succeed. Flink answers 400 to timeouts and to a cluster in transition, too; and
     * what {@code execute} itself throws may come after the job has reached the cluster, so it proves nothing.
     */
    public boolean programAtFault() {
        return status / 100 == 4
                && !answer.contains("Failed to execute job '")
                && FAULTS.stream().anyMatch(answer::contains);
    }

    /** Whether a refused change of a job's parallelism can never succeed. */
    public boolean parallelismAtFault() {
        return status / 100 == 4 && status != 404 || answer.contains("does not support changing the parallelism");
    }

    /** Whether the cluster already has or had a job of that id, so that an earlier request did arrive. */
    public boolean duplicateJob() {
        return answer.contains("DuplicateJobSubmissionException") || answer.contains("already been submitted");
    }
}

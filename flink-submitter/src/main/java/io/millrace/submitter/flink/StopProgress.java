package io.millrace.submitter.flink;

import org.jspecify.annotations.Nullable;

/**
 * How far a stop with savepoint is.
 *
 * @param savepoint where the savepoint lies, once {@link Step#DONE}
 * @param failure why there is none, once {@link Step#FAILED}
 */
public record StopProgress(
        Step step, @Nullable String savepoint, @Nullable String failure) {

    /** Flink knows nothing of it: it was never asked, or the result is older than five minutes. */
    public static final StopProgress UNKNOWN = new StopProgress(Step.UNKNOWN, null, null);

    /** The steps of a stop. */
    public enum Step {
        UNKNOWN,
        IN_PROGRESS,
        DONE,
        FAILED
    }

    /** Whether Flink knows nothing of it. */
    public boolean unknown() {
        return step == Step.UNKNOWN;
    }
}

package io.millrace.submitter.flink;

import io.millrace.submitter.flink.FlinkCalls.OperationAnswer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How far a savepoint is, or a stop with savepoint: Flink keeps both in one place.
 *
 * @param savepoint where the savepoint lies, once {@link Step#DONE}. Also there for a stop that {@link Step#FAILED}
 *     after its savepoint was written: that one is good, but the job failed, and its sinks may not have committed
 * @param failure why it failed, once {@link Step#FAILED}
 */
public record SavepointProgress(
        Step step, @Nullable String savepoint, @Nullable String failure) {

    /** Flink knows nothing of it: it was never asked, or the result is older than five minutes. */
    public static final SavepointProgress UNKNOWN = new SavepointProgress(Step.UNKNOWN, null, null);

    /** Words of {@code StopWithSavepointStoppingException}. */
    private static final Pattern WRITTEN =
            Pattern.compile("A savepoint has been created at: (\\S+), but the corresponding job ");

    /** The steps of an operation of Flink which is asked for, then asked after. */
    public enum Step {
        UNKNOWN,
        IN_PROGRESS,
        DONE,
        FAILED
    }

    static SavepointProgress of(OperationAnswer answer) {
        return switch (answer.step()) {
            case UNKNOWN -> UNKNOWN;
            case IN_PROGRESS -> new SavepointProgress(Step.IN_PROGRESS, null, null);
            case DONE -> new SavepointProgress(Step.DONE, answer.location(), null);
            case FAILED -> new SavepointProgress(Step.FAILED, written(answer.trace()), RootCause.of(answer.trace()));
        };
    }

    private static @Nullable String written(String trace) {
        Matcher words = WRITTEN.matcher(trace);
        return words.find() ? words.group(1) : null;
    }

    /** Whether Flink knows nothing of it. */
    public boolean unknown() {
        return step == Step.UNKNOWN;
    }
}

package io.millrace.submitter.flink;

import io.millrace.submitter.flink.FlinkCalls.OperationAnswer;
import io.millrace.submitter.flink.SavepointProgress.Step;
import org.jspecify.annotations.Nullable;

/**
 * How far the removal of a savepoint is.
 *
 * @param step unknown when it was never asked, or the result is older than five minutes, or the JobManager is a new one
 * @param failure why it failed, once {@link Step#FAILED}
 */
public record DisposalProgress(Step step, @Nullable String failure) {

    static final DisposalProgress UNKNOWN = new DisposalProgress(Step.UNKNOWN, null);

    static DisposalProgress of(OperationAnswer answer) {
        return new DisposalProgress(answer.step(), answer.step() == Step.FAILED ? RootCause.of(answer.trace()) : null);
    }

    /** Whether the savepoint is gone: removed by this, or not there any more. */
    public boolean removed() {
        return step == Step.DONE || (failure != null && failure.contains("Cannot find checkpoint or savepoint"));
    }
}

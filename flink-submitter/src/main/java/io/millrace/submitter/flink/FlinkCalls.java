package io.millrace.submitter.flink;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.submitter.flink.SavepointProgress.Step;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies of Flink's REST API which never leave this package. */
final class FlinkCalls {

    private FlinkCalls() {}

    record Jobs(@JsonProperty(required = true) List<Job> jobs) {}

    record Job(
            @JsonProperty(value = "jid", required = true) String id,
            @JsonProperty(required = true) FlinkState state) {}

    record ConfigurationEntry(String key, String value) {}

    record Jars(@JsonProperty(required = true) List<Jar> files) {}

    record Jar(@JsonProperty(required = true) String id) {}

    record UploadedJar(@JsonProperty(required = true) String filename) {}

    record RunAnswer(
            @JsonProperty(value = "jobid", required = true) String jobId) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SavepointRequest(
            String triggerId,
            @JsonProperty("target-directory") @Nullable String targetDirectory) {}

    /** The same folder has another name here. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StopRequest(String triggerId, @Nullable String targetDirectory, boolean drain) {}

    record DisposalRequest(@JsonProperty("savepoint-path") String path) {}

    record Triggered(
            @JsonProperty(value = "request-id", required = true)
            String triggerId) {}

    record OperationAnswer(
            @JsonProperty(required = true) Status status,
            @Nullable Operation operation) {

        /** "COMPLETED" includes failures: only a failure's cause tells them. */
        Step step() {
            if (!"COMPLETED".equals(status.id()) || operation == null) {
                return Step.IN_PROGRESS;
            }
            return operation.failure() == null ? Step.DONE : Step.FAILED;
        }

        @Nullable
        String location() {
            return operation == null ? null : operation.location();
        }

        String trace() {
            Failure failure = operation == null ? null : operation.failure();
            String trace = failure == null ? null : failure.stackTrace();
            return trace == null ? "unknown" : trace;
        }
    }

    record Status(@JsonProperty(required = true) String id) {}

    record Operation(
            @Nullable String location,
            @JsonProperty("failure-cause") @Nullable Failure failure) {}

    record Failure(@JsonProperty("stack-trace") @Nullable String stackTrace) {}

    record CheckpointConfig(long interval, Externalization externalization) {}

    record Externalization(
            boolean enabled,
            @JsonProperty("delete_on_cancellation") boolean deletedOnCancellation) {}

    record Exceptions(@Nullable History exceptionHistory) {}

    record History(List<Failed> entries) {}

    /** The concurrent ones, which have none themselves, are the other tasks' failures. */
    record Failed(
            long timestamp,
            String exceptionName,
            String stacktrace,
            @Nullable String taskName,
            @Nullable List<Failed> concurrentExceptions) {

        /** A failure that ended the job names no task: the first of its tasks to fail is the one. */
        @Nullable
        String task() {
            if (taskName != null || concurrentExceptions == null) {
                return taskName;
            }
            return concurrentExceptions.stream()
                    .min(Comparator.comparingLong(Failed::timestamp))
                    .map(Failed::taskName)
                    .orElse(null);
        }
    }

    record ExecutionResult(
            @JsonProperty("job-execution-result") @Nullable Result result) {

        @Nullable
        Thrown failure() {
            return result == null ? null : result.failure();
        }
    }

    record Result(@JsonProperty("failure-cause") @Nullable Thrown failure) {}

    record Thrown(
            @JsonProperty(value = "class", required = true) String exception,

            @JsonProperty(value = "stack-trace", required = true)
            String stackTrace) {}

    record Requirement(Bounds parallelism) {}

    record Bounds(int lowerBound, int upperBound) {}

    /** By vertex id. A type of its own, as a reader of JSON cannot be given a map's types by its class alone. */
    static final class Requirements extends LinkedHashMap<String, Requirement> {

        private static final long serialVersionUID = 1L;
    }

    record Metric(
            String id, @Nullable String value, @Nullable Double sum) {}

    record Errors(List<String> errors) {}
}

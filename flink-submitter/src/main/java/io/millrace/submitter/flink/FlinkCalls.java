package io.millrace.submitter.flink;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bodies of Flink's REST API which never leave this package. */
final class FlinkCalls {

    private FlinkCalls() {}

    record Jobs(List<Job> jobs) {}

    record Job(@JsonProperty("jid") String id, FlinkState state) {}

    record UploadedJar(String filename) {}

    record RunAnswer(@JsonProperty("jobid") String jobId) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StopRequest(String triggerId, boolean drain) {}

    record StopAnswer(Status status, @Nullable Operation operation) {}

    record Status(String id) {}

    record Operation(
            @Nullable String location,
            @JsonProperty("failure-cause") @Nullable Failure failure) {}

    record Failure(@JsonProperty("stack-trace") @Nullable String stackTrace) {}

    record Exceptions(@Nullable History exceptionHistory) {}

    record History(List<Failed> entries) {}

    record Failed(String exceptionName, String stacktrace) {}

    record Metric(
            String id, @Nullable String value, @Nullable Double sum) {}

    record Errors(List<String> errors) {}
}

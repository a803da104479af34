package io.millrace.submitter.flink;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /jars/:jarid/run}. Flink silently ignores fields it does not know, so names matter.
 *
 * @param savepointPath a savepoint or checkpoint to start from; it stays what it is, so that another job may start from it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunRequest(
        String jobId,
        @Nullable String entryClass,
        List<String> programArgsList,
        @Nullable Integer parallelism,
        @Nullable String savepointPath,
        Map<String, String> flinkConfiguration) {

    public RunRequest {
        programArgsList = List.copyOf(programArgsList);
        flinkConfiguration = Map.copyOf(flinkConfiguration);
    }

    /** Who owns the files of the state a job starts from: not the job, whatever the cluster's default is. */
    @JsonProperty
    String claimMode() {
        return "NO_CLAIM";
    }
}

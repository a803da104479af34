package io.millrace.submitter.flink;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Body of {@code POST /jars/:jarid/run}. Flink silently ignores fields it does not know, so names matter. */
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
}

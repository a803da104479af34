package io.millrace.submitter.api;

import io.millrace.submitter.store.HealthPolicy;
import io.millrace.submitter.store.SavepointPolicy;
import io.millrace.submitter.store.UpgradePolicy;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Body of {@code POST /jobs} and {@code PUT /jobs/{id}}; an empty one means the bundled job.
 *
 * @param name unique among the jobs not deleted; default: the artifact's file name
 * @param artifact id of an uploaded artifact, or path of a job jar as the submitter sees it; default: the bundled jar
 * @param entryClass default: the jar's {@code Main-Class}
 * @param arguments default: none, and those of the settings for the bundled jar
 * @param parallelism default: the cluster's
 * @param savepoint where the job starts from; default: from nothing
 * @param flinkConfiguration Flink's own settings for this job; default: none
 * @param upgrade how it passes from one attempt to the next
 * @param health when it is unhealthy
 * @param savepoints periodic ones
 */
record JobRequest(
        @Nullable @Pattern(regexp = JobRequest.NAME, message = "must be letters, digits, '.', '_' or '-', at most 100")
        String name,

        @Nullable
        @Size(max = 4096)
        @Pattern(regexp = "\\S(.*\\S)?", message = "must be the id of an artifact or the path of a jar")
        String artifact,

        @Nullable @Size(max = 500) @Pattern(regexp = JobRequest.CLASS, message = "must be the name of a class")
        String entryClass,

        @Nullable @Size(max = 1000) List<@NotNull @Size(max = 10_000) @Text String> arguments,
        @Nullable @Positive @Max(MAX_PARALLELISM) Integer parallelism,
        @Nullable @Size(min = 1, max = 2000) @Line String savepoint,

        @Nullable @Size(max = 1000)
        Map<@NotNull @Size(min = 1, max = 200) @Line String, @NotNull @Size(max = 2000) @Text String>
                flinkConfiguration,

        @Nullable @Valid UpgradePolicy upgrade,
        @Nullable @Valid HealthPolicy health,
        @Nullable @Valid SavepointPolicy savepoints) {

    /** What a name looks like: it becomes part of paths and ids. */
    static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,99}";

    /** Parts between single dots; written without a repeated group, of which Java's matcher calls itself for each part. */
    static final String CLASS = "(?!\\.)(?!.*\\.\\.)[\\w$.]*[\\w$]";

    /** Flink's largest. */
    static final int MAX_PARALLELISM = 32_768;

    static final JobRequest EMPTY = new JobRequest(null, null, null, null, null, null, null, null, null, null);
}

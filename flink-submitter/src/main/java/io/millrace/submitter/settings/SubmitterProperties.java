package io.millrace.submitter.settings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of the submitter ({@code millrace.submitter.*}).
 *
 * @param flinkUrl where Flink's REST API answers
 * @param dataDir the folder of the job store
 * @param checkpointDir the checkpoint folder of the cluster ({@code execution.checkpointing.dir}) as this process sees
 *     it, under the same path as Flink; absent means that the last reported checkpoint is all there is
 * @param bundledJar the job jar an empty {@code POST /jobs} submits
 * @param submitOnStart whether the bundled job is declared at start, where its name was never declared before
 * @param tick time between two looks at Flink
 * @param job defaults for the bundled job
 */
@Validated
@ConfigurationProperties("millrace.submitter")
public record SubmitterProperties(
        @DefaultValue("http://localhost:8081") @NotNull URI flinkUrl,
        @DefaultValue("data/jobs") @NotNull Path dataDir,
        @Nullable Path checkpointDir,
        @DefaultValue("flink-analytics.jar") @NotNull Path bundledJar,
        @DefaultValue("false") boolean submitOnStart,
        @DefaultValue("1s") @DurationMin(millis = 10) Duration tick,
        @DefaultValue @Valid BundledJob job) {

    /**
     * What an empty {@code POST /jobs} runs the bundled jar with ({@code millrace.submitter.job.*}).
     *
     * @param name its name
     * @param arguments its program arguments
     * @param parallelism its parallelism; absent means the cluster's default
     */
    public record BundledJob(
            @DefaultValue("flink-analytics") @NotBlank String name,
            @DefaultValue List<String> arguments,
            @Nullable @Positive Integer parallelism) {
        public BundledJob {
            arguments = List.copyOf(arguments);
        }
    }
}

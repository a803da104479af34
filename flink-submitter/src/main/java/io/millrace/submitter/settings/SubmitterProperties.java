package io.millrace.submitter.settings;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of the submitter ({@code millrace.submitter.*}).
 *
 * @param flinkUrl where Flink's REST API answers
 * @param dataDir the folder of the job store and of the artifacts
 * @param database where the job store is, if not in a file of that folder
 * @param checkpointDir the checkpoint folder of the cluster ({@code execution.checkpointing.dir}) as this process sees
 *     it, under the same path as Flink; absent means that the last reported checkpoint is all there is
 * @param bundledJar the job jar an empty {@code POST /jobs} submits
 * @param submitOnStart whether the bundled job is declared at start, where its name was never declared before
 * @param maxArtifactSize the largest jar that can be uploaded
 * @param tick time between two looks at Flink
 * @param lostAfter how long Flink must not know a job, which it had, before that counts as lost
 * @param webhook who is told of transitions
 * @param job defaults for the bundled job
 */
@Validated
@ConfigurationProperties("millrace.submitter")
public record SubmitterProperties(
        @DefaultValue("http://localhost:8081") @NotNull URI flinkUrl,
        @DefaultValue("data/jobs") @NotNull Path dataDir,
        @DefaultValue @Valid DatabaseLogin database,
        @Nullable Path checkpointDir,
        @DefaultValue("flink-analytics.jar") @NotNull Path bundledJar,
        @DefaultValue("false") boolean submitOnStart,
        @DefaultValue("256MB") @NotNull DataSize maxArtifactSize,
        @DefaultValue("1s") @DurationMin(millis = 10) Duration tick,
        @DefaultValue("10s") @DurationMin(millis = 0) Duration lostAfter,
        @DefaultValue @Valid Webhook webhook,
        @DefaultValue @Valid BundledJob job) {

    /**
     * Where the job store is ({@code millrace.submitter.database.*}).
     *
     * @param url of a PostgreSQL database; absent means a file of H2 in the data folder
     * @param user its user
     * @param password that user's
     */
    public record DatabaseLogin(
            @Nullable @Pattern(regexp = "jdbc:postgresql:.+", message = "must begin with jdbc:postgresql:")
            String url,

            @DefaultValue("") String user,
            @DefaultValue("") String password) {

        /** Without the password. */
        @Override
        public String toString() {
            return "DatabaseLogin[url=" + url + ", user=" + user + "]";
        }
    }

    /**
     * Who is told of transitions ({@code millrace.submitter.webhook.*}).
     *
     * @param url where they are posted; absent means nobody
     * @param tokenFile a file with the bearer token that is sent along
     */
    public record Webhook(@Nullable URI url, @Nullable Path tokenFile) {}

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

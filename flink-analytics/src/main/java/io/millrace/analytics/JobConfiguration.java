package io.millrace.analytics;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.jspecify.annotations.Nullable;

/** The settings of Flink that the job needs, and those it prefers where the cluster has none. */
final class JobConfiguration {
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(10);

    /** A watermark waits for it at each of the two shuffles between an event and an alert. */
    private static final Duration BUFFER_TIMEOUT = Duration.ofMillis(20);

    private JobConfiguration() {}

    static Configuration of(ReadableConfig cluster, @Nullable Duration checkpointInterval) {
        Configuration job = new Configuration();
        // All that flows is immutable, so that operators of one chain may share it.
        job.set(PipelineOptions.OBJECT_REUSE, true);
        // State that falls to Kryo or to a generated id cannot be carried into the next version.
        job.set(PipelineOptions.GENERIC_TYPES, false);
        job.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        prefer(cluster, job, ExecutionOptions.BUFFER_TIMEOUT, BUFFER_TIMEOUT);
        if (checkpointInterval == null) {
            prefer(cluster, job, CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
        } else {
            job.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, checkpointInterval);
        }
        prefer(
                cluster,
                job,
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        if (cluster.getOptional(RestartStrategyOptions.RESTART_STRATEGY).isEmpty()) {
            job.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
            prefer(
                    cluster,
                    job,
                    RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
                    Duration.ofSeconds(30));
        }
        return job;
    }

    private static <T> void prefer(ReadableConfig cluster, Configuration job, ConfigOption<T> option, T value) {
        if (cluster.getOptional(option).isEmpty()) {
            job.set(option, value);
        }
    }
}

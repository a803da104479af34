package io.millrace.analytics;

import static org.awaitility.Awaitility.await;

import io.millrace.analytics.arguments.JobArguments;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointStatsSnapshot;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.apache.flink.runtime.checkpoint.RestoredCheckpointStats;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A Flink cluster of two TaskManagers with two slots each, in this JVM, for the tests of a class; their jobs end with each
 * test.
 */
final class JobCluster implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Enough to find any checkpoint of a test in it. */
    private static final int CHECKPOINTS_KNOWN = 1000;

    private final MiniCluster flink = new MiniCluster(new MiniClusterConfiguration.Builder()
            .setConfiguration(configuration())
            .setNumTaskManagers(2)
            .setNumSlotsPerTaskManager(2)
            .build());
    private final List<JobClient> jobs = new ArrayList<>();
    private int lost;

    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(WebOptions.CHECKPOINTS_HISTORY_SIZE, CHECKPOINTS_KNOWN);
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        // taken by RocksDB alone
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(128));
        return configuration;
    }

    @Override
    public void beforeAll(ExtensionContext tests) throws Exception {
        flink.start();
    }

    @Override
    public void afterAll(ExtensionContext tests) throws Exception {
        flink.close();
    }

    /** Cancels what still runs. */
    @Override
    public void afterEach(ExtensionContext test) throws Exception {
        for (JobClient job : jobs) {
            if (!job.getJobStatus().get().isGloballyTerminalState()) {
                job.cancel().get();
                await().atMost(PATIENCE).until(() -> job.getJobStatus().get().isGloballyTerminalState());
            }
        }
        jobs.clear();
    }

    /** Defines the whole job and starts it. */
    JobClient run(Path folder, int parallelism, Configuration more, String... arguments) throws Exception {
        return run(define(folder, parallelism, more, arguments));
    }

    /**
     * Defines the whole job, with windows of a second and ten checkpoints a second.
     *
     * @param folder where its checkpoints are
     * @param more settings of Flink
     */
    StreamExecutionEnvironment define(Path folder, int parallelism, Configuration more, String... arguments)
            throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(100));
        configuration.addAll(more);
        URI rest = flink.getRestAddress().get();
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createRemoteEnvironment(rest.getHost(), rest.getPort(), configuration);
        environment.setParallelism(parallelism);
        List<String> all = new ArrayList<>(List.of("--window=1s", "--print=none", "--checkpoint-interval=100ms"));
        all.addAll(List.of(arguments));
        AnalyticsJob.define(environment, JobArguments.parse(all.toArray(String[]::new)));
        return environment;
    }

    /** Starts what is defined. */
    JobClient run(StreamExecutionEnvironment environment) throws Exception {
        JobClient job = environment.executeAsync("test");
        jobs.add(job);
        return job;
    }

    /** Stops a job with a savepoint in the canonical format, and returns where it is. */
    static String stop(JobClient job, Path folder) throws Exception {
        return job.stopWithSavepoint(
                        false, folder.resolve("savepoints").toUri().toString(), SavepointFormatType.CANONICAL)
                .get();
    }

    /**
     * Kills the TaskManager that has been there for longest and starts another; returns when the job goes on.
     *
     * @param job needs more slots than the other one has, so that it is sure to be hit; was not restored before
     * @return the checkpoint that it goes on from
     */
    CompletedCheckpointStats loseTaskManager(JobClient job) throws Exception {
        flink.terminateTaskManager(lost++).get();
        flink.startTaskManager();
        await().atMost(PATIENCE).until(() -> restored(job).isPresent());
        return restored(job).orElseThrow();
    }

    private Optional<CompletedCheckpointStats> restored(JobClient job) throws Exception {
        CheckpointStatsSnapshot stats = Objects.requireNonNull(graph(job).getCheckpointStatsSnapshot());
        return Optional.ofNullable(stats.getLatestRestoredCheckpoint())
                .map(RestoredCheckpointStats::getCheckpointId)
                .map(stats.getHistory()::getCheckpointById)
                .map(CompletedCheckpointStats.class::cast);
    }

    /** What Flink tells of a job. */
    AccessExecutionGraph graph(JobClient job) throws Exception {
        return flink.getExecutionGraph(job.getJobID()).get();
    }
}

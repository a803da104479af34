package io.millrace.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.analytics.arguments.BadArgumentException;
import io.millrace.analytics.arguments.JobArguments;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalyticsJobTests {
    @Test
    void shufflesOnlyWhatWasCountedOrRankedInMemory(@TempDir Path output) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(2);
        AnalyticsJob.define(environment, JobArguments.parse("--output=" + output, "--results-url=http://a/"));

        JobGraph graph = environment.getStreamGraph().getJobGraph();

        assertThat(StreamSupport.stream(graph.getVertices().spliterator(), false)
                        .map(JobVertex::getName))
                .satisfiesExactlyInAnyOrder(
                        name -> assertThat(name)
                                .startsWith("Source: Event stream -> Route -> (")
                                .contains(
                                        "Count in memory",
                                        "Count logons in memory",
                                        "Print events",
                                        "Files of late: Writer",
                                        "HTTP of dead-letters: Writer")
                                .doesNotContain("HTTP of late"),
                        name -> assertThat(name)
                                .startsWith("Count in windows -> (")
                                .contains(
                                        "Rank counts in memory",
                                        "Hosts",
                                        "Print windows",
                                        "Files of windows: Writer",
                                        "HTTP of windows: Writer"),
                        name -> assertThat(name)
                                .startsWith("Count logons in windows -> (")
                                .contains("Rank logons in memory", "Files of ratios: Writer", "HTTP of ratios: Writer"),
                        name -> assertThat(name)
                                .startsWith("Top of window -> (")
                                .contains("Files of top: Writer", "HTTP of top: Writer"),
                        name -> assertThat(name)
                                .startsWith("Compare hosts -> (")
                                .contains("Files of baseline: Writer", "HTTP of baseline: Writer"));
    }

    @Test
    void leavesCheckpointsRestartsAndBuffersToTheClusterWhereItSaysSomething() {
        Configuration cluster = new Configuration();
        cluster.set(ExecutionOptions.BUFFER_TIMEOUT, Duration.ofMillis(100));
        cluster.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMinutes(1));
        cluster.set(RestartStrategyOptions.RESTART_STRATEGY, "none");

        Configuration job = JobConfiguration.of(cluster, null);

        assertThat(job.getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL)).isEmpty();
        assertThat(job.getOptional(RestartStrategyOptions.RESTART_STRATEGY)).isEmpty();
        assertThat(job.getOptional(ExecutionOptions.BUFFER_TIMEOUT)).isEmpty();
    }

    @Test
    void keepsNoBufferForLongerThanAClosedWindowMayWait() {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        AnalyticsJob.define(environment, JobArguments.parse());

        assertThat(environment.getBufferTimeout()).isEqualTo(20);
    }

    @Test
    void checkpointsEveryTenSecondsAndRestartsWithoutEndByDefault() {
        Configuration job = JobConfiguration.of(new Configuration(), null);

        assertThat(job.get(CheckpointingOptions.CHECKPOINTING_INTERVAL)).isEqualTo(Duration.ofSeconds(10));
        assertThat(job.get(RestartStrategyOptions.RESTART_STRATEGY)).isEqualTo("exponential-delay");
        assertThat(JobConfiguration.of(new Configuration(), Duration.ofSeconds(3))
                        .get(CheckpointingOptions.CHECKPOINTING_INTERVAL))
                .isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void startsNothingForABadArgumentOrForHelp() throws Exception {
        AnalyticsJob.main(new String[] {"--help"});

        assertThatThrownBy(() -> AnalyticsJob.main(new String[] {"--speed", "5"}))
                .isInstanceOf(BadArgumentException.class)
                .hasMessage("unknown argument '--speed'; --help lists the arguments");
    }
}

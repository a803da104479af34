package io.millrace.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.analytics.settings.StreamSettings;
import io.millrace.analytics.settings.TimeMode;
import io.millrace.analytics.settings.TimeSettings;
import io.millrace.analytics.source.EventStreamSource;
import io.millrace.stream.client.Protocol;
import io.millrace.stream.event.EventFormat;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.testutils.InMemoryReporter;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The source in a cluster of Flink, by what a reporter of its metrics sees. */
class SourceMetricsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SHARDS = 3;

    /** Far more than readers fetch ahead of what is emitted. */
    private static final long BACKLOG = 60_000;

    /** Behind it the source cannot emit; the cluster's tasks run in this JVM. */
    private static final CountDownLatch GATE = new CountDownLatch(1);

    private final InMemoryReporter reporter = InMemoryReporter.create();
    private MiniCluster cluster;

    @BeforeEach
    void startCluster() throws Exception {
        Configuration configuration = reporter.addToConfiguration(new Configuration());
        configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.ADDRESS, "127.0.0.1");
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ZERO);
        cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2)
                .build());
        cluster.start();
    }

    @AfterEach
    void stopCluster() throws Exception {
        GATE.countDown();
        cluster.close();
    }

    /** The metrics of the source, each summed over its subtasks. */
    private record Figures(InMemoryReporter reporter, JobID job) {
        long figure(String name) {
            return reporter.findMetrics(job, "\\.Source: Event stream\\.\\d+\\." + name + "$").values().stream()
                    .mapToLong(Figures::valueOf)
                    .sum();
        }

        private static long valueOf(Metric metric) {
            return metric instanceof Counter counter ? counter.getCount() : (Long) ((Gauge<?>) metric).getValue();
        }

        void awaitLines(long lines) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(figure("numRecordsIn")).isEqualTo(lines);
                assertThat(figure("pendingRecords")).isZero();
            });
        }
    }

    private JobClient start(StreamServerFixture server) throws Exception {
        URI rest = cluster.getRestAddress().get();
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createRemoteEnvironment(rest.getHost(), rest.getPort());
        environment.setParallelism(2);
        EventStreamSource source = new EventStreamSource(
                new StreamSettings(
                        List.of(server.endpoint().toString()), "earliest", SHARDS, Protocol.MILLRACE, null, null),
                new TimeSettings(TimeMode.EVENT, Duration.ZERO, EventFormat.AUTO));
        environment
                .fromSource(
                        source,
                        WatermarkStrategy.noWatermarks(),
                        "Event stream",
                        TypeInformation.of(ReceivedEvent.class))
                .map(SourceMetricsIT::waited)
                .returns(ReceivedEvent.class)
                .sinkTo(new DiscardingSink<>());
        return environment.executeAsync("test");
    }

    private static ReceivedEvent waited(ReceivedEvent event) throws InterruptedException {
        GATE.await();
        return event;
    }

    @Test
    void tellsWhatIsPendingWhatCouldNotBeReadAndHowOftenItConnectedAgain() throws Exception {
        try (StreamServerFixture server = new StreamServerFixture("stream-1", false, SampleLines::line)) {
            server.publish(BACKLOG);
            JobClient job = start(server);
            Figures source = new Figures(reporter, job.getJobID());
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(source.figure("pendingRecords")).isBetween(BACKLOG / 3, BACKLOG));

            GATE.countDown();
            source.awaitLines(BACKLOG);
            Map<String, Long> unreadable = SampleLines.deadLetters(BACKLOG).values().stream()
                    .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
            assertThat(unreadable).containsOnlyKeys("not-json", "not-utf8", "wrong-type", "oversized");
            unreadable.forEach((reason, lines) -> assertThat(source.figure("reason\\." + reason + "\\.malformedLines"))
                    .as(reason)
                    .isEqualTo(lines));
            assertThat(source.figure("numRecordsInErrors"))
                    .isEqualTo(SampleLines.deadLetters(BACKLOG).size());
            assertThat(source.figure("reconnects")).isZero();

            server.cutConnections();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(source.figure("reconnects")).isEqualTo(SHARDS));
            server.publish(BACKLOG + 1000);
            source.awaitLines(BACKLOG + 1000);
            assertThat(source.figure("gaps")).isZero();
            assertThat(List.of("currentFetchEventTimeLag", "currentEmitEventTimeLag", "watermarkLag"))
                    .allSatisfy(lag -> assertThat(source.figure(lag)).isPositive());
            job.cancel().get();
        }
    }
}

package io.millrace.analytics;

import static io.millrace.analytics.StreamServerFixture.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.analytics.sink.ResultServer;
import io.millrace.stream.result.BaselineAlert;
import io.millrace.stream.result.LateEvent;
import io.millrace.stream.result.LogonRatio;
import io.millrace.stream.result.ResultJson;
import io.millrace.stream.result.WindowCount;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class AnalyticsJobIT {
    @RegisterExtension
    private static final JobCluster cluster = new JobCluster();

    @TempDir
    private Path folder;

    private JobClient start(int parallelism, Configuration more, String... arguments) throws Exception {
        String output = "--output=" + folder.resolve("results");
        return cluster.run(
                folder,
                parallelism,
                more,
                Stream.concat(Stream.of(output), Stream.of(arguments)).toArray(String[]::new));
    }

    private ResultFolder results() {
        return new ResultFolder(folder.resolve("results/millrace-analytics"));
    }

    private void awaitExactly(long events) {
        SampleResults expected = SampleResults.until(events);
        await().atMost(JobCluster.PATIENCE)
                .untilAsserted(() -> expected.assertAre(results().all()));
    }

    private static StreamServerFixture sampleServer() throws Exception {
        return new StreamServerFixture(SampleResults.STREAM, false, SampleLines::line);
    }

    @Test
    void countsEveryEventOnceOverFewerShardsThanReadersWhileConnectionsAreCut() throws Exception {
        try (StreamServerFixture server = sampleServer()) {
            start(4, new Configuration(), "--endpoints=" + server.endpoint(), "--shards=3", "--out-of-orderness=0s");
            server.publish(4000);
            await().atMost(JobCluster.PATIENCE)
                    .untilAsserted(() -> assertThat(results().counts()).containsKey(timeKey(2)));
            server.cutConnections();
            server.publish(20_000);
            server.passTime(StreamServerFixture.timeOf(30_000));

            awaitExactly(20_000);
        }
    }

    private static String timeKey(int second) {
        return StreamServerFixture.START.plusSeconds(second) + "/total/all";
    }

    @Test
    void writesEachResultOnceWhenATaskManagerIsLost() throws Exception {
        try (StreamServerFixture server = sampleServer()) {
            JobClient job = start(4, new Configuration(), "--endpoints=" + server.endpoint(), "--time=arrival");
            server.publish(6500);
            await().atMost(JobCluster.PATIENCE)
                    .untilAsserted(() -> assertThat(results().counts()).containsKey(timeKey(5)));
            cluster.loseTaskManager(job);
            server.publish(12_000);
            server.passTime(StreamServerFixture.timeOf(30_000));

            awaitExactly(12_000);
        }
    }

    @Test
    void goesOnFromASavepointAtAnotherParallelism() throws Exception {
        try (StreamServerFixture server = sampleServer()) {
            String endpoints = "--endpoints=" + server.endpoint();
            JobClient first = start(3, new Configuration(), endpoints, "--shards=5");
            server.publish(6500);
            await().atMost(JobCluster.PATIENCE)
                    .untilAsserted(() -> assertThat(results().counts()).containsKey(timeKey(4)));
            String savepoint = JobCluster.stop(first, folder);
            Configuration restored = new Configuration();
            restored.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
            start(2, restored, endpoints, "--shards=5");
            server.publish(12_000);
            server.passTime(StreamServerFixture.timeOf(30_000));

            awaitExactly(12_000);
        }
    }

    @Test
    void tellsTheSameWhereOperatorsCopyWhatTheyElseShare() throws Exception {
        try (StreamServerFixture server = sampleServer()) {
            StreamExecutionEnvironment environment = cluster.define(
                    folder,
                    2,
                    new Configuration(),
                    "--endpoints=" + server.endpoint(),
                    "--output=" + folder.resolve("results"));
            assertThat(environment.getConfig().isObjectReuseEnabled()).isTrue();
            environment.getConfig().disableObjectReuse();
            cluster.run(environment);
            server.publish(20_000);
            server.passTime(StreamServerFixture.timeOf(30_500));

            awaitExactly(20_000);
        }
    }

    @Test
    void tellsEveryTrendOnceOverCutConnectionsAndASavepointInTheMiddleOfAWindow() throws Exception {
        try (StreamServerFixture server = sampleServer()) {
            String endpoints = "--endpoints=" + server.endpoint();
            JobClient first = start(2, new Configuration(), endpoints, "--shards=3", "--allowed-lateness=200ms");
            server.publish(7000);
            await().atMost(JobCluster.PATIENCE)
                    .untilAsserted(() -> assertThat(results().counts()).containsKey(timeKey(3)));
            server.cutConnections();
            server.publish(17_300);
            await().atMost(JobCluster.PATIENCE)
                    .untilAsserted(() -> assertThat(results().counts()).containsKey(timeKey(15)));
            String savepoint = JobCluster.stop(first, folder);
            Configuration restored = new Configuration();
            restored.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
            start(3, restored, endpoints, "--shards=3", "--allowed-lateness=200ms");
            server.publish(18_600);
            await().atMost(JobCluster.PATIENCE)
                    .untilAsserted(() -> assertThat(results().counts()).containsKey(timeKey(16)));
            server.cutConnections();
            server.publish(20_000);
            server.passTime(StreamServerFixture.timeOf(30_500));

            awaitExactly(20_000);
            assertThat(results().read("baseline").stream()
                            .map(BaselineAlert.class::cast)
                            .map(alert -> alert.computer() + " " + alert.alert().text() + " "
                                    + alert.window().start()))
                    .contains(
                            "host-1 spike " + START.plusSeconds(17),
                            "host-2 silence " + START.plusSeconds(17),
                            "host-2 silence " + START.plusSeconds(20))
                    .hasSize(9);
        }
    }

    @Test
    void failsForGoodWhenTheServerHasAnotherStreamThanTheCheckpoint() throws Exception {
        try (StreamServerFixture server = sampleServer()) {
            JobClient job = start(1, new Configuration(), "--endpoints=" + server.endpoint());
            server.publish(3500);
            await().atMost(JobCluster.PATIENCE)
                    .untilAsserted(() -> assertThat(results().counts()).containsKey(timeKey(1)));
            server.becomeStream("stream-2");
            server.cutConnections();

            assertThatThrownBy(() -> job.getJobExecutionResult().get())
                    .rootCause()
                    .hasMessageContaining(
                            server.endpoint() + " refused the subscription: unknown-stream: this is stream-2");
            assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.FAILED);
        }
    }

    @Test
    void countsLateEventsAndDeadLettersSoThatNothingIsMissingOverAReplay() throws Exception {
        // Each event tells a time up to five seconds before its place in the stream.
        try (StreamServerFixture server =
                new StreamServerFixture("replay-1", true, sequence -> SampleLines.line(lineOfReplay(sequence)))) {
            start(2, new Configuration(), "--endpoints=" + server.endpoint(), "--shards=1", "--out-of-orderness=0s");
            server.publish(10_000);
            // Heartbeats say nothing of recorded times: the last window stays open. Only even sequences reach into it.
            server.passTime(StreamServerFixture.timeOf(1_000_000));
            long open = LongStream.range(9_000, 10_000)
                    .filter(sequence -> sequence % 2 == 0 && SampleLines.isEvent(sequence))
                    .count();
            long attacks = LongStream.range(0, 10_000)
                    .filter(sequence -> (sequence < 9_000 || sequence % 2 == 1)
                            && SampleLines.logon(lineOfReplay(sequence))
                                    .flatMap(SampleLogons.Logon::address)
                                    .equals(Optional.of(SampleLogons.ATTACKER)))
                    .count();

            await().atMost(JobCluster.PATIENCE).untilAsserted(() -> {
                long counted = results().read("windows").stream()
                        .map(WindowCount.class::cast)
                        .filter(count -> count.dimension().equals("total"))
                        .mapToLong(WindowCount::count)
                        .sum();
                assertThat(results().lateEvents()).hasSizeGreaterThan(1000);
                assertThat(counted
                                + results().lateEvents().size()
                                + results().deadLetters().size())
                        .isEqualTo(10_000 - open);
                assertThat(results().counts()).containsKey(timeKey(8)).doesNotContainKey(timeKey(9));
                assertThat(attacksInTime() + attacksTooLate()).isEqualTo(attacks);
                assertThat(attacksTooLate()).isPositive();
            });
        }
    }

    private static long lineOfReplay(long sequence) {
        return sequence % 2 == 0 ? sequence : Math.max(0, sequence - 5000 + sequence % 97);
    }

    private long attacksInTime() {
        return results().read("ratios").stream()
                .map(LogonRatio.class::cast)
                .filter(ratio -> ratio.key().equals(SampleLogons.ATTACKER))
                .mapToLong(LogonRatio::failures)
                .sum();
    }

    private long attacksTooLate() {
        return results().lateEvents().stream()
                .map(LateEvent::event)
                .filter(event -> "Security".equals(event.source())
                        && ("::ffff:" + SampleLogons.ATTACKER)
                                .equals(event.data().get("IpAddress")))
                .count();
    }

    @Test
    void readsAPlainServerThatKnowsNoSubscriptionsFromTheMomentItIsRecognised() throws Exception {
        try (PlainServerFixture server = new PlainServerFixture(SampleLines::line)) {
            start(1, new Configuration(), "--endpoints=" + server.endpoint(), "--out-of-orderness=0s");

            Map<String, Long> expected = SampleLines.counts(200_000, 1000);
            await().atMost(JobCluster.PATIENCE).untilAsserted(() -> {
                Map<String, Long> counts = new TreeMap<>(results().counts());
                assertThat(counts).hasSizeGreaterThan(100);
                // The first window was under way when the reader came.
                String first = counts.keySet().iterator().next();
                String window = first.substring(0, first.indexOf('/'));
                counts.keySet().removeIf(key -> key.startsWith(window + "/"));
                assertThat(expected).containsAllEntriesOf(counts);
            });
            await().atMost(JobCluster.PATIENCE)
                    .untilAsserted(() -> assertThat(results().deadLetters().values())
                            .contains("not-json", "not-utf8", "wrong-type", "oversized"));
        }
    }

    @Test
    void sendsEveryResultAtLeastOnceWhileItsReceiverIsAwayAndATaskManagerIsLost() throws Exception {
        ResultServer first = ResultServer.start(ResultServer.TAKING);
        Set<String> received = new HashSet<>();
        try (StreamServerFixture server = sampleServer()) {
            String url = "--results-url=" + first.url();
            JobClient job = start(3, new Configuration(), "--endpoints=" + server.endpoint(), "--time=arrival", url);
            server.publish(4500);
            await().atMost(JobCluster.PATIENCE).until(() -> !first.taken().isEmpty());
            first.close();
            received.addAll(first.taken());
            server.publish(8500);
            // What is in the files is in a checkpoint; so is what the receiver has not got.
            await().atMost(JobCluster.PATIENCE)
                    .untilAsserted(() -> assertThat(results().counts()).containsKey(timeKey(7)));
            assertThat(received).noneMatch(line -> line.contains(timeKey(7).substring(0, 20)));
            cluster.loseTaskManager(job);
            try (ResultServer second = ResultServer.startOn(first.port(), ResultServer.TAKING)) {
                server.publish(12_000);
                server.passTime(StreamServerFixture.timeOf(30_000));

                awaitExactly(12_000);
                await().atMost(JobCluster.PATIENCE).untilAsserted(() -> {
                    received.addAll(second.taken());
                    assertThat(received).isEqualTo(sent());
                });
            }
        }
    }

    /** All that the files hold of what goes over HTTP too. */
    private Set<String> sent() {
        return Stream.of("windows", "top", "ratios", "baseline", "dead-letters")
                .flatMap(name -> results().read(name).stream())
                .map(ResultJson::toText)
                .collect(Collectors.toSet());
    }
}

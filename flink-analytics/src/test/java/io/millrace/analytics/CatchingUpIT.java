package io.millrace.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.stream.result.DeadLetter;
import io.millrace.stream.result.WindowCount;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A job far behind one of its two servers. Dead letters, which wait for no window, tell how far it has read. */
class CatchingUpIT {
    private static final String FAST = "fast";
    private static final String SLOW = "slow";
    private static final long BACKLOG = 100_000;
    private static final Instant END = StreamServerFixture.timeOf(BACKLOG + 1000);

    /** Half a minute of stream time. */
    private static final long LEAD = 30L * StreamServerFixture.EVENTS_PER_SECOND;

    /** More than comes from a socket at once. */
    private static final long AT_ONCE = 10_000;

    @RegisterExtension
    private static final JobCluster cluster = new JobCluster();

    @TempDir
    private Path folder;

    private static StreamServerFixture server(String stream) throws Exception {
        return new StreamServerFixture(stream, false, SampleLines::line);
    }

    private void start(int parallelism, StreamServerFixture fast, StreamServerFixture slow) throws Exception {
        cluster.run(
                folder,
                parallelism,
                new Configuration(),
                "--endpoints=" + fast.endpoint() + "," + slow.endpoint(),
                "--shards=1",
                "--out-of-orderness=0s",
                "--output=" + folder.resolve("results"));
    }

    private ResultFolder results() {
        return new ResultFolder(folder.resolve("results/millrace-analytics"));
    }

    private long lastDeadLetterOf(String stream) {
        return results().read("dead-letters").stream()
                .map(DeadLetter.class::cast)
                .filter(letter -> letter.stream().equals(stream))
                .mapToLong(DeadLetter::sequence)
                .max()
                .orElse(0);
    }

    /** Waits until the fast server is read as far as it may be while the slow one is here, and sees that it stays there. */
    private void awaitFastToWaitFor(long slow) {
        await().atMost(JobCluster.PATIENCE)
                .during(Duration.ofSeconds(1))
                .untilAsserted(() ->
                        assertThat(lastDeadLetterOf(FAST)).isBetween(slow + LEAD - AT_ONCE, slow + LEAD + AT_ONCE));
    }

    private void awaitCounts(long fast, long slow) {
        await().atMost(JobCluster.PATIENCE).untilAsserted(() -> {
            assertThat(countsOf(FAST)).isEqualTo(SampleLines.counts(fast, 1000));
            assertThat(countsOf(SLOW)).isEqualTo(SampleLines.counts(slow, 1000));
        });
        assertThat(results().lateEvents()).isEmpty();
    }

    private Map<String, Long> countsOf(String stream) {
        return results().read("windows").stream()
                .map(WindowCount.class::cast)
                .filter(count -> count.stream().equals(stream))
                .collect(Collectors.toMap(
                        count -> count.window().start() + "/" + count.dimension() + "/" + count.key(),
                        WindowCount::count));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void readsNoServerFurtherThanItsLeadOverAnotherWhoseEventsOrHeartbeatsAreFartherBack(int parallelism)
            throws Exception {
        try (StreamServerFixture fast = server(FAST);
                StreamServerFixture slow = server(SLOW)) {
            fast.publish(BACKLOG);
            start(parallelism, fast, slow);
            awaitFastToWaitFor(0);
            slow.publish(20_000);
            awaitFastToWaitFor(20_000);
            slow.passTime(END);
            fast.passTime(END);

            awaitCounts(BACKLOG, 20_000);
        }
    }

    @Test
    void goesOnWhenAServerThatWasAwayIsBack() throws Exception {
        try (StreamServerFixture fast = server(FAST)) {
            fast.publish(10_000);
            int port;
            try (StreamServerFixture slow = server(SLOW)) {
                port = slow.endpoint().port();
                slow.publish(10_000);
                start(2, fast, slow);
                String closed = StreamServerFixture.START.plusSeconds(8) + "/total/all";
                await().atMost(JobCluster.PATIENCE)
                        .untilAsserted(() -> assertThat(countsOf(SLOW)).containsKey(closed));
            }
            fast.publish(BACKLOG);
            awaitFastToWaitFor(10_000);
            try (StreamServerFixture back = StreamServerFixture.on(port, SLOW, SampleLines::line)) {
                back.publish(BACKLOG);
                back.passTime(END);
                fast.passTime(END);

                awaitCounts(BACKLOG, BACKLOG);
            }
        }
    }
}

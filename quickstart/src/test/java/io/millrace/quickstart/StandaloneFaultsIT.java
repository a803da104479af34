package io.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.submitter.RunningSubmitter;
import io.millrace.submitter.testcluster.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Faults under load, made at processes and connections of their own: a cluster of one JobManager and two TaskManagers, the
 * producer, and a network between them. After each one the job runs, and its files say of every event what the journal says
 * they must, see {@link JournalRecount}.
 *
 * <p>A stopped stream makes that exact: it has an end, which the journal tells, and its heartbeats go on, so that the
 * watermark closes every window.
 */
class StandaloneFaultsIT {
    private static final int RATE = 3_000;
    private static final int PARALLELISM = StandaloneCluster.SLOTS * 2;
    private static final Duration WINDOW = Duration.ofSeconds(1);

    // What the processes said stays there for whoever looks into a failure.
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static StreamProxy network;
    private static StandaloneCluster cluster;
    private static ChildProducer producer;
    private static String jar;

    private String name = "";
    private long from;
    private @Nullable StandaloneJob running;

    @BeforeAll
    static void start() throws Exception {
        network = new StreamProxy();
        producer = startProducer();
        cluster = StandaloneCluster.start(Files.createDirectory(folder.resolve("flink")), Map.of());
        cluster.awaitTaskManagers(2);
        jar = cluster.upload(Path.of("target", "flink-analytics.jar").toAbsolutePath());
    }

    @AfterAll
    @SuppressWarnings("try") // each is closed, whatever becomes of the others
    static void stop() throws Exception {
        try (StreamProxy first = network;
                StandaloneCluster second = cluster;
                ChildProducer third = producer) {
            // nothing more to do with them
        }
    }

    private static ChildProducer startProducer() throws IOException {
        ChildProducer started = ChildProducer.start(
                folder, "--millrace.generator.events-per-second=" + RATE, "--millrace.generator.auto-start=false");
        network.leadTo(started.streamPort());
        return started;
    }

    /** A job of its own for each test, on what of the one stream is still to come. */
    @BeforeEach
    void putUnderLoad(TestInfo test) throws Exception {
        cluster.awaitTaskManagers(2);
        name = test.getTestMethod().orElseThrow().getName();
        from = producer.head();
        job(PARALLELISM, null);
        producer.startGeneration();
        awaitCounted(2L * RATE);
    }

    @AfterEach
    void cleanUp() throws Exception {
        network.resume();
        if (!producer.isAlive()) {
            producer = startProducer();
        }
        producer.stopGeneration();
        if (running != null) {
            running.cancel();
        }
    }

    private StandaloneJob job(int parallelism, @Nullable String savepoint) throws Exception {
        running = StandaloneJob.run(cluster.rest(), jar, parallelism, savepoint, arguments());
        return running;
    }

    private List<String> arguments() {
        return List.of(
                "--hostname=127.0.0.1",
                "--port=" + network.port(),
                "--from=" + from,
                "--window=" + WINDOW.toSeconds() + "s",
                "--checkpoint-interval=500ms",
                "--print=none",
                "--results-name=" + name,
                "--output=" + folder.resolve("results"));
    }

    private StandaloneJob job() {
        if (running == null) {
            throw new IllegalStateException("no job runs");
        }
        return running;
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200));
    }

    private ResultLines results() throws IOException {
        return ResultLines.of(folder.resolve("results").resolve(name));
    }

    /** Counts, late events and dead letters in finished files. */
    private long accountedFor() throws IOException {
        ResultLines results = results();
        return results.ofKind("count").sums("total").getOrDefault("all", 0L)
                + results.ofKind("late").size()
                + results.ofKind("dead-letter").size();
    }

    private void awaitCounted(long events) {
        patiently().untilAsserted(() -> assertThat(accountedFor()).isGreaterThanOrEqualTo(events));
    }

    /** Lets the load go on for two seconds' events, as the files tell, so that a fault is in the middle of it. */
    private void awaitMore() throws Exception {
        awaitCounted(producer.head() - from + 2L * RATE);
    }

    /** Flink tells a counter of its tasks a moment later. */
    private void awaitReconnects(long atLeast) {
        patiently().untilAsserted(() -> assertThat(job().reconnects()).isGreaterThanOrEqualTo(atLeast));
    }

    private void assertEveryEventIsCountedOnce(int parallelism) throws Exception {
        assertEveryEventIsCountedOnce();
        job().awaitRunning(parallelism);
    }

    private void assertEveryEventIsCountedOnce() throws Exception {
        producer.stopGeneration();
        JournalRecount journal = JournalRecount.of(producer.journal());
        assertThat(producer.head()).isEqualTo(journal.head());
        patiently().untilAsserted(() -> assertThat(accountedFor()).isEqualTo(journal.head() - from));
        Map<String, Long> expected = journal.counts(from, WINDOW);
        // the files of a checkpoint appear one after the other
        patiently()
                .untilAsserted(
                        () -> assertThat(results().ofKind("count").counts()).isEqualTo(expected));
        ResultLines results = results();
        assertThat(results.distinctIds()).as("no result is there twice").isEqualTo(results.size());
        assertThat(results.ofKind("late").size() + results.ofKind("dead-letter").size())
                .as("nothing is late or malformed")
                .isZero();
    }

    @Test
    void killsATaskManagerAndAnotherOneGoesOnFromTheLastCheckpoint() throws Exception {
        String killed = cluster.killATaskManager();
        cluster.awaitTaskManagers(2);
        assertThat(cluster.registered()).hasSize(2).doesNotContain(killed);
        job().awaitRunning(PARALLELISM);
        awaitMore();

        assertEveryEventIsCountedOnce(PARALLELISM);
        assertThat(job().restarts()).isPositive();
        assertThat(job().restoredFrom()).contains("/chk-");
    }

    @Test
    void cutsAllConnectionsInTheMiddleOfALineAndTheReadersResume() throws Exception {
        int connections = network.open();
        assertThat(connections).as("one for each shard").isEqualTo(8);
        for (int cuts = 1; cuts <= 3; cuts++) {
            long before = network.accepted();
            network.cut();
            patiently().untilAsserted(() -> {
                assertThat(network.accepted()).isGreaterThanOrEqualTo(before + connections);
                assertThat(network.open()).isEqualTo(connections);
            });
        }
        awaitMore();

        assertThat(network.cutInALine()).isPositive();
        awaitReconnects(3L * connections);
        assertEveryEventIsCountedOnce(PARALLELISM);
        assertThat(job().restarts()).isZero();
    }

    @Test
    void holdsAllBytesForAWhileAndTheyArriveOverTheSameConnections() throws Exception {
        int connections = network.open();
        long before = network.accepted();
        network.pause();
        long head = producer.head();
        patiently().untilAsserted(() -> assertThat(producer.head()).isGreaterThan(head + 2L * RATE));
        assertThat(network.held()).isPositive();
        assertThat(network.open()).isEqualTo(connections);
        assertThat(accountedFor()).as("no event of the pause is counted").isLessThanOrEqualTo(head - from);
        network.resume();
        awaitMore();

        assertEveryEventIsCountedOnce(PARALLELISM);
        assertThat(network.accepted()).as("connections, as before").isEqualTo(before);
        assertThat(job().reconnects()).isZero();
        assertThat(job().restarts()).isZero();
    }

    @Test
    void holdsAllBytesUntilTheReadersGiveTheSilenceUp() throws Exception {
        long connections = network.open();
        long before = network.accepted();
        network.pause();
        patiently().untilAsserted(() -> assertThat(network.accepted()).isGreaterThanOrEqualTo(before + connections));
        assertThat(network.held()).isPositive();
        network.resume();
        awaitMore();

        assertEveryEventIsCountedOnce(PARALLELISM);
        awaitReconnects(connections);
        assertThat(job().restarts()).isZero();
    }

    @Test
    void killsTheProducerAndTheStreamGoesOnWithTheEventsOfTheDowntime() throws Exception {
        long entries = producer.journal().lines().count();
        assertThat(producer.kill()).as("exit code of SIGKILL").isEqualTo(137);
        producer = startProducer();
        awaitMore();

        assertThat(producer.journal().lines()).as("entries, as before").hasSize((int) entries);
        assertEveryEventIsCountedOnce(PARALLELISM);
        awaitReconnects(network.open());
        assertThat(job().restarts()).isZero();
    }

    @Test
    void restartsTheProducerInGoodOrderAndTheStreamPauses() throws Exception {
        List<String> entries = producer.journal().lines().toList();
        assertThat(producer.terminate()).as("exit code of SIGTERM").isEqualTo(143);
        producer = startProducer();
        awaitMore();

        List<String> after = producer.journal().lines().skip(entries.size()).toList();
        assertThat(after).hasSize(2);
        assertThat(after.get(0)).startsWith("{\"kind\":\"paused\",");
        assertThat(after.get(1)).startsWith("{\"kind\":\"resumed\",");
        assertEveryEventIsCountedOnce(PARALLELISM);
        awaitReconnects(network.open());
        assertThat(job().restarts()).isZero();
    }

    @Test
    void stopsWithASavepointAndGoesOnAtAnotherParallelism() throws Exception {
        String savepoint = job().stop();
        long head = producer.head();
        patiently().untilAsserted(() -> assertThat(producer.head()).isGreaterThan(head + RATE));
        StandaloneJob restored = job(PARALLELISM - 1, savepoint);
        awaitMore();

        assertEveryEventIsCountedOnce(PARALLELISM - 1);
        assertThat(restored.restoredFrom()).isEqualTo(savepoint);
    }

    @Test
    void killsTheJobManagerAndTheSubmitterStartsTheJobAgainFromItsNewestCheckpoint() throws Exception {
        job().cancel();
        running = null;
        name = "managed";
        from = producer.head();
        try (RunningSubmitter submitter = RunningSubmitter.start(folder.resolve("flink"), cluster.url())) {
            String id = submitter.declare(managedJob());
            String flinkId =
                    submitter.awaitPhase(id, "RUNNING").get("flinkJobId").asString();
            awaitCounted(2L * RATE);

            cluster.killJobManager();
            cluster.startJobManager();
            patiently().until(() -> submitter.get("/jobs/" + id).get("attempt").asInt() == 2);
            JsonNode restarted = submitter.awaitPhase(id, "RUNNING");
            awaitMore();

            assertEveryEventIsCountedOnce();
            assertThat(restarted.get("restoredFrom").asString()).contains(flinkId + "/chk-");
            assertThat(restarted.get("outputMayRepeat").asBoolean()).isFalse();
            assertThat(cluster.aliveJobs()).hasSize(1);
            submitter.calls().done("/jobs/" + id + "/cancel", "");
        }
    }

    private String managedJob() {
        String arguments =
                arguments().stream().map(argument -> '"' + argument + '"').collect(Collectors.joining(","));
        return "{\"name\":\"managed\",\"artifact\":\"%s\",\"parallelism\":%d,\"arguments\":[%s]}"
                .formatted(Path.of("target", "flink-analytics.jar").toAbsolutePath(), PARALLELISM, arguments);
    }
}

package io.millrace.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.checkpoint.CompletedCheckpointStats;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the job keeps its state and how its checkpoints are made is for the cluster to choose: the results are the same. */
class StateIT {
    @RegisterExtension
    private static final JobCluster cluster = new JobCluster();

    @TempDir
    private Path folder;

    private JobClient start(int parallelism, Configuration more, StreamServerFixture server) throws Exception {
        return cluster.run(
                folder,
                parallelism,
                more,
                "--endpoints=" + server.endpoint(),
                "--shards=4",
                "--out-of-orderness=0s",
                "--output=" + folder.resolve("results"));
    }

    private ResultFolder results() {
        return new ResultFolder(folder.resolve("results/millrace-analytics"));
    }

    private void awaitWindow(int second) {
        await().atMost(JobCluster.PATIENCE)
                .untilAsserted(() -> assertThat(results().counts())
                        .containsKey(StreamServerFixture.START.plusSeconds(second) + "/total/all"));
    }

    private void awaitExactly(long events) {
        SampleResults expected = SampleResults.until(events);
        await().atMost(JobCluster.PATIENCE)
                .untilAsserted(() -> expected.assertAre(results().all()));
    }

    private static Configuration in(String backend) {
        return new Configuration().set(StateBackendOptions.STATE_BACKEND, backend);
    }

    @ParameterizedTest
    @CsvSource({"hashmap, HashMapStateBackend", "rocksdb, EmbeddedRocksDBStateBackend"})
    void writesEachResultOnceFromAnUnalignedCheckpointWithDataInFlightWhenATaskManagerIsLost(
            String backend, String name) throws Exception {
        Configuration unaligned = in(backend)
                .set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true)
                .set(CheckpointingOptions.ENABLE_UNALIGNED, true)
                .set(CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT, Duration.ZERO);
        try (StreamServerFixture server = new StreamServerFixture(SampleResults.STREAM, false, SampleLines::line)) {
            JobClient job = start(3, unaligned, server);
            server.publish(3000);
            awaitWindow(1);
            StreamServerFixture.Traffic traffic = server.new Traffic();
            awaitWindow(5);
            CompletedCheckpointStats checkpoint = cluster.loseTaskManager(job);
            long events = traffic.stop();
            server.passTime(StreamServerFixture.timeOf(events + 10_000));

            awaitExactly(events);
            assertThat(checkpoint.isUnalignedCheckpoint()).isTrue();
            assertThat(checkpoint.getPersistedData())
                    .as("bytes in flight that were part of the checkpoint")
                    .isPositive();
            assertThat(cluster.graph(job).getStateBackendName()).contains(name);
        }
    }

    @ParameterizedTest
    @CsvSource({"hashmap, rocksdb", "rocksdb, hashmap"})
    void goesOnInAnotherBackendAndParallelismFromASavepointInTheMiddleOfAWindow(String first, String second)
            throws Exception {
        try (StreamServerFixture server = new StreamServerFixture(SampleResults.STREAM, false, SampleLines::line)) {
            JobClient job = start(2, in(first), server);
            server.publish(17_300);
            awaitWindow(15);
            String savepoint = JobCluster.stop(job, folder);
            start(3, in(second).set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint), server);
            server.publish(20_000);
            server.passTime(StreamServerFixture.timeOf(30_000));

            awaitExactly(20_000);
        }
    }
}

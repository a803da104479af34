package io.millrace.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.analytics.sink.ResultServer;
import io.millrace.stream.result.BaselineAlert;
import io.millrace.stream.result.Result;
import io.millrace.stream.result.ResultJson;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each released version of the job saved, the job of today goes on from: in the middle of a window, with hosts it compares
 * and results that its receiver has not taken. To keep the savepoint of a version that is released, before its version number
 * moves on, and never to change it again:
 *
 * <pre>
 * mvn verify -pl flink-analytics -am -Dit.test=SavepointIT -Dtest=NONE -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dfailsafe.failIfNoSpecifiedTests=false -Dmillrace.savepoint=src/test/resources/savepoints/&lt;version>
 * </pre>
 */
class SavepointIT {
    private static final long LAST = 20_000;

    /** Where the receiver of results went away. */
    private static final long AWAY = 16_300;

    private static final long SAVED = 17_300;

    private static final SampleResults ALL = SampleResults.until(LAST);

    /** Part of the sinks' state; relative, so that a savepoint goes on wherever the tests run. */
    private static final Path OUTPUT = Path.of("target", "savepoint-results");

    @RegisterExtension
    private static final JobCluster cluster = new JobCluster();

    @TempDir
    private Path folder;

    @BeforeEach
    void removeOutput() throws Exception {
        FileUtils.deleteDirectory(OUTPUT.toFile());
    }

    private static StreamServerFixture server() throws Exception {
        return new StreamServerFixture(SampleResults.STREAM, false, SampleLines::line);
    }

    private JobClient start(int parallelism, Configuration more, StreamServerFixture server, URI receiver)
            throws Exception {
        return cluster.run(
                folder,
                parallelism,
                more,
                "--endpoints=" + server.endpoint(),
                "--shards=3",
                "--out-of-orderness=0s",
                "--output=" + OUTPUT,
                "--results-url=" + receiver);
    }

    private static void awaitExactly(SampleResults expected, Supplier<Collection<Result>> results) {
        await().atMost(JobCluster.PATIENCE).untilAsserted(() -> expected.assertAre(results.get()));
    }

    private static Collection<Result> written() {
        return new ResultFolder(OUTPUT.resolve("millrace-analytics")).all();
    }

    /** What a receiver took, each result once though it may have come twice. */
    private static Collection<Result> taken(ResultServer receiver) {
        Set<String> lines = new LinkedHashSet<>(receiver.taken());
        return lines.stream().map(ResultJson::parse).toList();
    }

    static Stream<Arguments> released() throws Exception {
        return SavepointFiles.released().stream()
                .flatMap(kept -> Stream.of("hashmap", "rocksdb").map(backend -> Arguments.of(kept, backend)));
    }

    @ParameterizedTest
    @MethodSource("released")
    void goesOnFromTheSavepointOfAReleasedVersion(Path kept, String backend) throws Exception {
        goesOnFrom(kept, backend);
    }

    @Test
    void goesOnFromASavepointOfItsOwnThatCanBeKept() throws Exception {
        Path kept = Path.of(
                System.getProperty("millrace.savepoint", folder.resolve("kept").toString()));
        save(kept);
        removeOutput();

        goesOnFrom(kept, "hashmap");
    }

    private void save(Path kept) throws Exception {
        Configuration oneFile = new Configuration()
                .set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ofMebiBytes(1))
                .set(StateBackendOptions.STATE_BACKEND, "hashmap");
        try (StreamServerFixture server = server();
                ResultServer receiver = ResultServer.start(ResultServer.TAKING)) {
            JobClient job = start(2, oneFile, server, receiver.url());
            server.publish(AWAY);
            awaitExactly(ALL.before(AWAY), () -> taken(receiver));
            receiver.behave(ResultServer.UNAVAILABLE);
            server.publish(SAVED);
            awaitExactly(ALL.before(SAVED), SavepointIT::written);
            Path savepoint = Path.of(URI.create(JobCluster.stop(job, folder)));
            SavepointFiles.keep(savepoint, server.endpoint(), kept);
        }
    }

    private void goesOnFrom(Path kept, String backend) throws Exception {
        try (StreamServerFixture server = server();
                ResultServer receiver = ResultServer.start(ResultServer.TAKING)) {
            Path savepoint = folder.resolve("placed");
            SavepointFiles.place(kept, server.endpoint(), savepoint);
            Configuration restored = new Configuration()
                    .set(StateBackendOptions.STATE_BACKEND, backend)
                    .set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint.toUri().toString());
            start(3, restored, server, receiver.url());
            server.publish(LAST);
            server.passTime(StreamServerFixture.timeOf(30_000));

            awaitExactly(ALL.from(SAVED), SavepointIT::written);
            awaitExactly(ALL.from(AWAY), () -> taken(receiver));
            assertThat(taken(receiver))
                    .as("alerts on hosts, by what was saved of them")
                    .filteredOn(BaselineAlert.class::isInstance)
                    .hasSize(9);
        }
    }
}

package io.millrace.submitter.flink;

import static io.millrace.submitter.flink.FlinkUnderTest.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.submitter.testcluster.StandaloneCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The facts about Flink's REST API on which the submitter relies, and which a new version may change. */
class FlinkContractIT implements RunContract, JobContract, SavepointContract, CheckpointContract {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path folder;

    private static FlinkUnderTest flink;

    @BeforeAll
    static void start() throws Exception {
        flink = FlinkUnderTest.start(folder, Map.of());
    }

    @AfterAll
    static void stop() {
        flink.close();
    }

    @AfterEach
    void clear() {
        flink.clear();
    }

    @Override
    public FlinkUnderTest flink() {
        return flink;
    }

    @Test
    void shutsTheWholeClusterDownForWhoeverSendsDeleteCluster(@TempDir Path other) throws Exception {
        try (StandaloneCluster doomed = StandaloneCluster.start(other, Map.of())) {
            assertThat(doomed.rest().exchange("DELETE", "/cluster", "").status())
                    .isEqualTo(200);

            patiently()
                    .untilAsserted(() -> assertThatThrownBy(() -> doomed.rest().exchange("GET", "/overview", ""))
                            .isInstanceOf(IOException.class));
        }
    }

    @Test
    void forgetsItsJobsAndKeepsItsJarsWhenTheJobManagerIsKilled(@TempDir Path other) throws Exception {
        try (StandaloneCluster killed = StandaloneCluster.start(other, Map.of())) {
            FlinkClient client = FlinkConfiguration.client(killed.url());
            String jarId = client.upload(flink.jar(), "sequence.jar");
            String job = FlinkUnderTest.newId();
            client.run(jarId, new RunRequest(job, null, List.of(), 1, null, Map.of()));
            assertThat(client.jobStates()).containsOnlyKeys(job);

            killed.killJobManager();
            assertThatThrownBy(client::overview).isInstanceOf(FlinkUnreachableException.class);
            killed.startJobManager();

            assertThat(client.jobStates()).isEmpty();
            assertThat(client.jarIds()).containsExactly(jarId);
        }
    }
}

package io.millrace.submitter.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.submitter.testcluster.LoopbackRest;
import io.millrace.submitter.testcluster.LoopbackRest.Answer;
import io.millrace.submitter.testcluster.StandaloneCluster;
import io.millrace.submitter.testjob.TestJar;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** A real cluster of one TaskManager with two slots, our client of it, and the test job's jar on it. */
final class FlinkUnderTest implements AutoCloseable {

    private final Path folder;
    private final StandaloneCluster cluster;
    private final FlinkClient client;
    private final String jarId;

    private FlinkUnderTest(Path folder, StandaloneCluster cluster) throws IOException {
        this.folder = folder;
        this.cluster = cluster;
        this.client = FlinkConfiguration.client(cluster.url());
        cluster.awaitTaskManagers(1);
        this.jarId = client.upload(jar(), "sequence.jar");
    }

    static FlinkUnderTest start(Path folder, Map<String, String> settings) throws IOException {
        StandaloneCluster cluster = StandaloneCluster.start(folder, settings);
        try {
            return new FlinkUnderTest(folder, cluster);
        } catch (IOException | RuntimeException | AssertionError e) {
            cluster.close();
            throw e;
        }
    }

    static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(1));
    }

    /** A new id of a job or a trigger. */
    static String newId() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    FlinkClient client() {
        return client;
    }

    LoopbackRest rest() {
        return cluster.rest();
    }

    Answer get(String path) throws Exception {
        return rest().exchange("GET", path, "");
    }

    Answer post(String path, String json) throws Exception {
        return rest().exchange("POST", path, json);
    }

    /** The folder of checkpoints, savepoints, logs and all. */
    Path folder() {
        return folder;
    }

    Path jar() {
        return TestJar.write(folder.resolve("sequence.jar"));
    }

    String jarId() {
        return jarId;
    }

    /** Runs the test job and waits until all of it runs. */
    String run(String mode, Map<String, String> configuration) {
        String id = newId();
        submit(id, mode, 1, null, configuration);
        awaitRunning(id);
        return id;
    }

    void submit(
            String id, String mode, int parallelism, @Nullable String savepoint, Map<String, String> configuration) {
        client.run(jarId, new RunRequest(id, null, List.of(mode), parallelism, savepoint, configuration));
    }

    /** Asks the overview, which Flink does not cache. */
    void awaitRunning(String id) {
        patiently()
                .until(() -> rest().get("/jobs/overview")
                        .path("jobs")
                        .valueStream()
                        .filter(job -> job.path("jid").asString().equals(id))
                        .map(job -> job.path("tasks"))
                        .anyMatch(tasks -> tasks.path("total").asInt() > 0
                                && tasks.path("running").asInt()
                                        == tasks.path("total").asInt()));
    }

    SavepointProgress awaitEnd(String id, String trigger) {
        return patiently()
                .until(
                        () -> client.savepointProgress(id, trigger),
                        progress -> progress.step() != SavepointProgress.Step.IN_PROGRESS);
    }

    FlinkState state(String id) {
        FlinkState state = client.jobStates().get(id);
        assertThat(state).as("state of %s", id).isNotNull();
        return state == null ? FlinkState.INITIALIZING : state;
    }

    /** Cancels all jobs and waits until all slots are free. */
    void clear() {
        client.jobStates().forEach((id, state) -> {
            if (!state.ended()) {
                client.cancel(id);
            }
        });
        patiently()
                .until(
                        client::overview,
                        overview -> overview.jobsRunning() == 0 && overview.slotsFree() == overview.slotsTotal());
    }

    @Override
    public void close() {
        cluster.close();
    }
}

package io.millrace.quickstart;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A Flink session cluster inside this JVM: one JobManager with REST API and web page, one TaskManager, all of it bound
 * to the loopback interface. Jars are uploaded and run through REST as on any other session cluster. Checkpoints and
 * savepoints lie on disk and outlive it; its jobs do not, whoever submitted them starts them again from there.
 */
final class EmbeddedFlink implements AutoCloseable {

    static final int SLOTS = 4;

    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(5);
    private static final Duration METRIC_INTERVAL = Duration.ofMillis(500);
    private static final int RETAINED_CHECKPOINTS = 3;
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final long POLL_MILLIS = 50;
    private static final long CLOSE_TIMEOUT_SECONDS = 20;

    private final MiniCluster cluster;
    private final int restPort;
    private @Nullable CompletableFuture<Void> closed;

    private EmbeddedFlink(MiniCluster cluster, int restPort) {
        this.cluster = cluster;
        this.restPort = restPort;
    }

    /**
     * Starts the cluster and returns when its REST API answers.
     *
     * @param folder holds checkpoints, savepoints and working files
     * @param restPort the port of REST API and web page; 0 takes a free one
     * @param allowedOrigin the only origin whose pages may call the REST API from a browser
     * @throws StartFailure when it does not start
     */
    static EmbeddedFlink start(Path folder, int restPort, String allowedOrigin) {
        try {
            // uploads and spill files mean nothing to a new cluster; after a crash they would pile up
            StateFolders.delete(working(folder));
            Files.createDirectories(working(folder));
            MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                    .setConfiguration(configuration(folder, restPort, allowedOrigin))
                    .setNumTaskManagers(1)
                    .setNumSlotsPerTaskManager(SLOTS)
                    .build());
            cluster.start();
            EmbeddedFlink flink =
                    new EmbeddedFlink(cluster, cluster.getRestAddress().get().getPort());
            flink.awaitSlots();
            return flink;
        } catch (StartFailure failure) {
            throw failure;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while Flink was starting", interrupted);
        } catch (Exception failure) { // as MiniCluster.start declares, which has closed itself by then
            throw new StartFailure("the embedded Flink cluster does not start: " + failure.getMessage(), failure);
        }
    }

    URI restAddress() {
        return URI.create("http://" + LOOPBACK + ":" + restPort);
    }

    /** Where a cluster in that folder keeps its checkpoints, one subfolder a Flink job id. */
    static Path checkpoints(Path folder) {
        return folder.resolve("checkpoints");
    }

    static Path savepoints(Path folder) {
        return folder.resolve("savepoints");
    }

    /** Suspends what still runs, keeping its checkpoints, and stops. */
    @Override
    public synchronized void close() {
        if (closed != null) {
            return;
        }
        closed = cluster.closeAsync();
        try {
            closed.get(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("Flink did not stop cleanly; its checkpoints are on disk", failure);
        }
    }

    /** The REST API answers a little before it knows its dispatcher, and that before the TaskManager is there. */
    private void awaitSlots() throws InterruptedException {
        JsonClient rest = new JsonClient(null);
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (slots(rest) < SLOTS) {
            if (System.nanoTime() - deadline > 0) {
                close();
                throw new StartFailure("the embedded Flink cluster has no slots after " + START_TIMEOUT.toSeconds()
                        + " s; the log says why");
            }
            Thread.sleep(POLL_MILLIS);
        }
    }

    private int slots(JsonClient rest) {
        try {
            return rest.get(restAddress().resolve("/overview"))
                    .path("slots-total")
                    .asInt();
        } catch (IOException notYet) {
            return 0;
        }
    }

    /** Where a cluster in that folder keeps what means nothing to the next one. */
    static Path working(Path folder) {
        return folder.resolve("working");
    }

    private static Configuration configuration(Path folder, int restPort, String allowedOrigin) throws IOException {
        Configuration configuration = new Configuration();
        network(configuration, restPort, allowedOrigin);
        memory(configuration);
        checkpointing(configuration, folder);
        configuration.set(CoreOptions.TMP_DIRS, working(folder).toString());
        configuration.set(WebOptions.UPLOAD_DIR, working(folder).toString());
        return configuration;
    }

    private static void network(Configuration configuration, int restPort, String allowedOrigin) {
        configuration.set(RestOptions.ADDRESS, LOOPBACK);
        configuration.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        configuration.set(RestOptions.PORT, restPort);
        configuration.set(RestOptions.BIND_PORT, Integer.toString(restPort));
        configuration.set(WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN, allowedOrigin);
        configuration.set(WebOptions.SUBMIT_ENABLE, true);
        // the live line asks once a second; Flink's own ten would show ten seconds' events in one of them
        configuration.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, METRIC_INTERVAL);
        configuration.set(JobManagerOptions.ADDRESS, LOOPBACK);
        configuration.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        configuration.set(TaskManagerOptions.HOST, LOOPBACK);
        configuration.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
    }

    private static void memory(Configuration configuration) {
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
        // the job keeps its state on the heap: nothing would use managed memory
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ZERO);
    }

    private static void checkpointing(Configuration configuration, Path folder) {
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                checkpoints(folder).toUri().toString());
        configuration.set(
                CheckpointingOptions.SAVEPOINT_DIRECTORY,
                savepoints(folder).toUri().toString());
        configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, RETAINED_CHECKPOINTS);
        configuration.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    }
}

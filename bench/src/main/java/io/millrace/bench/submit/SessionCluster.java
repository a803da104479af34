package io.millrace.bench.submit;

import io.millrace.bench.process.ChildJvm;
import io.millrace.bench.process.ParentLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A Flink session cluster in a JVM of its own: a JobManager with its REST API and a TaskManager, on loopback. */
final class SessionCluster {
    private static final int SLOTS = 2;
    private static final String LOOPBACK = "127.0.0.1";
    /** Its answers are to be new ones. */
    private static final Duration REFRESH = Duration.ofMillis(50);

    private SessionCluster() {}

    /**
     * Starts one; the port is that of the REST API.
     *
     * @param folder for its files
     */
    static ChildJvm start(FlinkJvm jvm, Path folder) throws IOException {
        return ChildJvm.start(SessionCluster.class, jvm.options(), List.of(folder.toString()));
    }

    /** The argument is the folder. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration(folder))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .build());
        cluster.start();
        try {
            ParentLink.serve(cluster.getRestAddress().get().getPort());
        } finally {
            cluster.close();
        }
    }

    private static Configuration configuration(Path folder) {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.ADDRESS, LOOPBACK);
        configuration.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        configuration.set(RestOptions.BIND_PORT, "0");
        configuration.set(WebOptions.REFRESH_INTERVAL, REFRESH);
        configuration.set(WebOptions.UPLOAD_DIR, folder.toString());
        configuration.set(CoreOptions.TMP_DIRS, folder.toString());
        configuration.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        configuration.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ZERO);
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                folder.resolve("checkpoints").toUri().toString());
        return configuration;
    }
}

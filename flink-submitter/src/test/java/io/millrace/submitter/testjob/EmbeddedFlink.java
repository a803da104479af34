package io.millrace.submitter.testjob;

import java.net.URI;
import java.nio.file.Path;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;

/** A real Flink session cluster in this JVM, with its REST API. */
public final class EmbeddedFlink implements AutoCloseable {

    private final MiniCluster cluster;

    private EmbeddedFlink(MiniCluster cluster) {
        this.cluster = cluster;
    }

    /** Starts one on a port, 0 for a free one; its files lie in the folder. */
    public static EmbeddedFlink start(Path folder, int port, int slots) throws Exception {
        Configuration settings = new Configuration();
        settings.setString("rest.address", "127.0.0.1");
        settings.setString("rest.bind-address", "127.0.0.1");
        settings.setString("rest.bind-port", String.valueOf(port));
        settings.setString("jobmanager.bind-host", "127.0.0.1");
        settings.setString("taskmanager.bind-host", "127.0.0.1");
        settings.setString("taskmanager.memory.network.min", "32m");
        settings.setString("taskmanager.memory.network.max", "32m");
        settings.setString("taskmanager.memory.managed.size", "0m");
        settings.setString("web.upload.dir", folder.resolve("upload").toString());
        settings.setString("io.tmp.dirs", folder.resolve("tmp").toString());
        settings.setString("execution.checkpointing.dir", "file://" + folder.resolve("checkpoints"));
        settings.setString("execution.checkpointing.savepoint-dir", "file://" + folder.resolve("savepoints"));
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .build());
        cluster.start();
        return new EmbeddedFlink(cluster);
    }

    public URI url() throws Exception {
        return cluster.getRestAddress().get();
    }

    @Override
    public void close() {
        cluster.closeAsync().join();
    }
}

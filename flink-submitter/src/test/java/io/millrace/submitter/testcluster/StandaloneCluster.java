package io.millrace.submitter.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A Flink session cluster as its own scripts start it: a JobManager and TaskManagers, each in a JVM of its own with nothing
 * but Flink on its class path, that is, what of Flink is on the class path of the test.
 */
public final class StandaloneCluster implements AutoCloseable {

    /** Slots of a TaskManager, unless {@code taskmanager.numberOfTaskSlots} is set to another number. */
    public static final int SLOTS = 2;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern REST = Pattern.compile("Rest endpoint listening at 127\\.0\\.0\\.1:(\\d+)");

    private final FlinkFolder folder;
    private final LoopbackRest rest;
    private final Map<String, ChildProcess> taskManagers = new LinkedHashMap<>();
    private ChildProcess jobManager;
    private int started;

    private StandaloneCluster(FlinkFolder folder, ChildProcess jobManager) {
        this.folder = folder;
        this.jobManager = jobManager;
        this.rest = new LoopbackRest(jobManager.awaitNumber(REST));
    }

    /**
     * Starts a JobManager in a folder of its own, which also takes checkpoints and savepoints, and waits until it serves.
     *
     * @param settings of Flink, further to those of a small cluster on the loopback address, or instead of them
     */
    public static StandaloneCluster start(Path folder, Map<String, String> settings) throws IOException {
        FlinkFolder flink = FlinkFolder.configure(folder, settings);
        ChildProcess jobManager = ChildProcess.java(flink.log("jobmanager"), flink.jobManager(0));
        try {
            return new StandaloneCluster(flink, jobManager);
        } catch (RuntimeException | AssertionError e) {
            jobManager.close();
            throw e;
        }
    }

    /** Kills the JobManager, which forgets all jobs. The TaskManagers stay, and look for another one. */
    public void killJobManager() throws InterruptedException {
        assertThat(jobManager.kill()).as("exit code of SIGKILL").isEqualTo(137);
        jobManager.close();
    }

    /** Starts another JobManager at the ports of the killed one and waits until it serves and has all TaskManagers. */
    public void startJobManager() throws IOException {
        started++;
        jobManager = ChildProcess.java(folder.log("jobmanager-" + started), folder.jobManager(rest.port()));
        assertThat(jobManager.awaitNumber(REST)).isEqualTo(rest.port());
        awaitTaskManagers(taskManagers.size());
    }

    /** Starts TaskManagers until there are so many, and waits until the JobManager has them. */
    public void awaitTaskManagers(int count) throws IOException {
        while (taskManagers.size() < count) {
            started++;
            String id = "taskmanager-" + started;
            taskManagers.put(id, ChildProcess.java(folder.log(id), folder.taskManager(id)));
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(registered()).isEqualTo(taskManagers.keySet()));
    }

    /** The ids of the TaskManagers which the JobManager has. */
    public Set<String> registered() throws IOException, InterruptedException {
        return rest.get("/taskmanagers")
                .path("taskmanagers")
                .valueStream()
                .map(manager -> manager.path("id").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Kills the TaskManager that has been there longest, and returns its id when the JobManager has missed it. */
    public String killATaskManager() throws InterruptedException {
        Iterator<Map.Entry<String, ChildProcess>> all = taskManagers.entrySet().iterator();
        Map.Entry<String, ChildProcess> oldest = all.next();
        String id = oldest.getKey();
        assertThat(oldest.getValue().kill()).as("exit code of SIGKILL").isEqualTo(137);
        oldest.getValue().close();
        all.remove();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(registered()).doesNotContain(id).isEqualTo(taskManagers.keySet()));
        return id;
    }

    /** Where its REST API answers, for as long as it is there. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + rest.port());
    }

    /** Its REST API. */
    public LoopbackRest rest() {
        return rest;
    }

    /** Uploads a jar and returns its id. */
    public String upload(Path jar) throws IOException, InterruptedException {
        JsonNode answer = rest.upload("/jars/upload", jar);
        assertThat(answer.path("status").asString()).isEqualTo("success");
        String name = answer.path("filename").asString();
        return name.substring(name.lastIndexOf('/') + 1);
    }

    @Override
    public void close() {
        taskManagers.values().forEach(ChildProcess::close);
        jobManager.close();
    }
}

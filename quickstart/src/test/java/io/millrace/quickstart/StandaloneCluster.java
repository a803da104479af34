package io.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;
import tools.jackson.databind.JsonNode;

/**
 * A Flink session cluster as its own scripts start it: a JobManager and TaskManagers, each in a JVM of its own with nothing
 * but Flink on its class path.
 */
final class StandaloneCluster implements AutoCloseable {
    static final int SLOTS = 2;

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern REST = Pattern.compile("Rest endpoint listening at 127\\.0\\.0\\.1:(\\d+)");

    /** What a distribution of Flink holds, as far as it is needed, and an SLF4J binding. Nothing of Millrace. */
    private static final Pattern FLINK = Pattern.compile("flink-(?!submitter|analytics).*|commons-.*|kryo-.*|minlog-.*"
            + "|objenesis-.*|reflectasm-.*|javassist-.*|RoaringBitmap-.*|lz4-.*|snappy-.*|async-profiler-.*"
            + "|snakeyaml-engine-.*|jsr305-.*|slf4j-api-.*|logback-.*");

    private static final Map<String, String> CONFIGURATION = Map.ofEntries(
            Map.entry("jobmanager.rpc.address", "127.0.0.1"),
            Map.entry("jobmanager.bind-host", "127.0.0.1"),
            Map.entry("rest.address", "127.0.0.1"),
            Map.entry("rest.bind-address", "127.0.0.1"),
            Map.entry("rest.bind-port", "'0'"),
            Map.entry("taskmanager.host", "127.0.0.1"),
            Map.entry("taskmanager.bind-host", "127.0.0.1"),
            Map.entry("taskmanager.numberOfTaskSlots", Integer.toString(SLOTS)),
            Map.entry("jobmanager.memory.process.size", "768m"),
            Map.entry("taskmanager.memory.process.size", "768m"),
            Map.entry("taskmanager.memory.managed.size", "0m"),
            Map.entry("taskmanager.memory.network.min", "32m"),
            Map.entry("taskmanager.memory.network.max", "32m"),
            // a killed TaskManager is to be missed soon
            Map.entry("heartbeat.interval", "1 s"),
            Map.entry("heartbeat.timeout", "5 s"),
            Map.entry("restart-strategy.exponential-delay.initial-backoff", "100 ms"),
            // answers of the REST API are to be new ones
            Map.entry("web.refresh-interval", "100"),
            Map.entry("metrics.fetcher.update-interval", "200"));

    private final Path folder;
    private final ChildProcess jobManager;
    private final Map<String, ChildProcess> taskManagers = new LinkedHashMap<>();
    private final LoopbackRest rest;
    private int started;

    private StandaloneCluster(Path folder, ChildProcess jobManager, LoopbackRest rest) {
        this.folder = folder;
        this.jobManager = jobManager;
        this.rest = rest;
    }

    /** Starts a JobManager in a folder of its own, which also takes checkpoints and savepoints, and waits until it serves. */
    static StandaloneCluster start(Path folder) throws IOException {
        configure(folder);
        Configuration configuration = GlobalConfiguration.loadConfiguration(folder.toString());
        JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(configuration);
        List<String> arguments = new ArrayList<>(words(ProcessMemoryUtils.generateJvmParametersStr(memory)));
        arguments.addAll(jvm(folder));
        arguments.add(StandaloneSessionClusterEntrypoint.class.getName());
        arguments.addAll(List.of("--configDir", folder.toString(), "--executionMode", "cluster"));
        arguments.addAll(words(JobManagerProcessUtils.generateDynamicConfigsStr(memory)));
        ChildProcess jobManager = ChildProcess.java(folder.resolve("jobmanager.log"), arguments);
        try {
            return new StandaloneCluster(folder, jobManager, new LoopbackRest(jobManager.awaitNumber(REST)));
        } catch (RuntimeException | AssertionError e) {
            jobManager.close();
            throw e;
        }
    }

    private static void configure(Path folder) throws IOException {
        Map<String, String> configuration = new LinkedHashMap<>(CONFIGURATION);
        configuration.put("jobmanager.rpc.port", Integer.toString(freePort()));
        configuration.put("io.tmp.dirs", folder.toString());
        configuration.put("web.upload.dir", folder.toString());
        configuration.put("execution.checkpointing.dir", uri(folder, "checkpoints"));
        configuration.put("execution.checkpointing.savepoint-dir", uri(folder, "savepoints"));
        Files.writeString(
                folder.resolve("config.yaml"),
                configuration.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
        Files.writeString(folder.resolve("logback.xml"), """
                <configuration>
                  <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%d{HH:mm:ss.SSS} %level %logger{0} %msg%n</pattern></encoder>
                  </appender>
                  <root level="INFO"><appender-ref ref="console"/></root>
                </configuration>
                """);
    }

    private static String uri(Path folder, String name) {
        return folder.resolve(name).toUri().toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What Flink's scripts give every JVM. */
    private static List<String> jvm(Path folder) {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> FLINK.matcher(String.valueOf(Path.of(entry).getFileName()))
                        .matches())
                .collect(Collectors.joining(File.pathSeparator));
        List<String> arguments = new ArrayList<>(
                Stream.of("lang", "lang.reflect", "io", "net", "nio", "text", "time", "util", "util.concurrent")
                        .map(name -> "--add-opens=java.base/java." + name + "=ALL-UNNAMED")
                        .toList());
        arguments.add("-Dlogback.configurationFile=" + folder.resolve("logback.xml"));
        // not theirs: short-lived JVMs on a busy machine are better off without the second compiler
        arguments.add("-XX:TieredStopAtLevel=1");
        arguments.addAll(List.of("-cp", classPath));
        return arguments;
    }

    private static List<String> words(String text) {
        return List.of(text.trim().split("\\s+"));
    }

    /** Starts TaskManagers until there are so many, and waits until the JobManager has them. */
    void awaitTaskManagers(int count) throws IOException {
        while (taskManagers.size() < count) {
            started++;
            startTaskManager("taskmanager-" + started);
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(registered()).isEqualTo(taskManagers.keySet()));
    }

    private void startTaskManager(String id) throws IOException {
        Configuration configuration = GlobalConfiguration.loadConfiguration(folder.toString());
        TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
        List<String> arguments = new ArrayList<>(words(ProcessMemoryUtils.generateJvmParametersStr(memory)));
        arguments.addAll(jvm(folder));
        arguments.add(TaskManagerRunner.class.getName());
        arguments.addAll(List.of("--configDir", folder.toString()));
        arguments.addAll(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)));
        arguments.add("-Dtaskmanager.resource-id=" + id);
        taskManagers.put(id, ChildProcess.java(folder.resolve(id + ".log"), arguments));
    }

    /** The ids of the TaskManagers which the JobManager has. */
    Set<String> registered() throws IOException, InterruptedException {
        return rest.get("/taskmanagers")
                .path("taskmanagers")
                .valueStream()
                .map(manager -> manager.path("id").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Kills the TaskManager that has been there longest, and returns its id when the JobManager has missed it. */
    String killATaskManager() throws InterruptedException {
        Iterator<Map.Entry<String, ChildProcess>> all = taskManagers.entrySet().iterator();
        Map.Entry<String, ChildProcess> oldest = all.next();
        String id = oldest.getKey();
        assertThat(oldest.getValue().kill()).as("exit code of SIGKILL").isEqualTo(137);
        all.remove();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(registered()).doesNotContain(id).isEqualTo(taskManagers.keySet()));
        return id;
    }

    LoopbackRest rest() {
        return rest;
    }

    /** Uploads a jar and returns its id. */
    String upload(Path jar) throws IOException, InterruptedException {
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

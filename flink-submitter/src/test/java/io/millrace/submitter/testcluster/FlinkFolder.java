package io.millrace.submitter.testcluster;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** A cluster's configuration, files and logs, and the command lines which Flink's scripts would make of them. */
record FlinkFolder(Path path) {

    /** What a distribution of Flink holds, as far as it is needed, and an SLF4J binding. Nothing of Millrace. */
    private static final Pattern FLINK = Pattern.compile("flink-(?!submitter|analytics).*|commons-.*|kryo-.*|minlog-.*"
            + "|objenesis-.*|reflectasm-.*|javassist-.*|RoaringBitmap-.*|lz4-.*|snappy-.*|async-profiler-.*"
            + "|snakeyaml-engine-.*|jsr305-.*|slf4j-api-.*|logback-.*");

    private static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("jobmanager.rpc.address", "127.0.0.1"),
            Map.entry("jobmanager.bind-host", "127.0.0.1"),
            Map.entry("rest.address", "127.0.0.1"),
            Map.entry("rest.bind-address", "127.0.0.1"),
            Map.entry("taskmanager.host", "127.0.0.1"),
            Map.entry("taskmanager.bind-host", "127.0.0.1"),
            Map.entry("taskmanager.numberOfTaskSlots", Integer.toString(StandaloneCluster.SLOTS)),
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

    /** Writes the configuration into the folder; the further settings win. */
    static FlinkFolder configure(Path path, Map<String, String> further) throws IOException {
        Map<String, String> settings = new LinkedHashMap<>(SETTINGS);
        settings.put("jobmanager.rpc.port", Integer.toString(freePort()));
        settings.put("io.tmp.dirs", path.toString());
        settings.put("web.upload.dir", path.toString());
        settings.put("execution.checkpointing.dir", uri(path, "checkpoints"));
        settings.put("execution.checkpointing.savepoint-dir", uri(path, "savepoints"));
        settings.putAll(further);
        Files.writeString(
                path.resolve("config.yaml"),
                settings.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
        Files.writeString(path.resolve("logback.xml"), """
                <configuration>
                  <appender name="console" class="ch.qos.logback.core.ConsoleAppender">
                    <encoder><pattern>%d{HH:mm:ss.SSS} %level %logger{0} %msg%n</pattern></encoder>
                  </appender>
                  <root level="INFO"><appender-ref ref="console"/></root>
                </configuration>
                """);
        return new FlinkFolder(path);
    }

    private static String uri(Path folder, String name) {
        return folder.resolve(name).toUri().toString();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    Path log(String name) {
        return path.resolve(name + ".log");
    }

    /** What starts a JobManager whose REST API listens on a port, 0 for a free one. */
    List<String> jobManager(int restPort) {
        JobManagerProcessSpec memory = JobManagerProcessUtils.processSpecFromConfig(settings());
        List<String> arguments = jvm(ProcessMemoryUtils.generateJvmParametersStr(memory));
        arguments.add(StandaloneSessionClusterEntrypoint.class.getName());
        arguments.addAll(List.of("--configDir", path.toString()));
        arguments.addAll(words(JobManagerProcessUtils.generateDynamicConfigsStr(memory)));
        arguments.add("-Drest.bind-port=" + restPort);
        return arguments;
    }

    /** What starts a TaskManager. */
    List<String> taskManager(String id) {
        TaskExecutorProcessSpec memory = TaskExecutorProcessUtils.processSpecFromConfig(settings());
        List<String> arguments = jvm(ProcessMemoryUtils.generateJvmParametersStr(memory));
        arguments.add(TaskManagerRunner.class.getName());
        arguments.addAll(List.of("--configDir", path.toString()));
        arguments.addAll(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(memory)));
        arguments.add("-Dtaskmanager.resource-id=" + id);
        return arguments;
    }

    private Configuration settings() {
        return GlobalConfiguration.loadConfiguration(path.toString());
    }

    /** What Flink's scripts give every JVM. */
    private List<String> jvm(String memory) {
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> FLINK.matcher(String.valueOf(Path.of(entry).getFileName()))
                        .matches())
                .collect(Collectors.joining(File.pathSeparator));
        List<String> arguments = new ArrayList<>(words(memory));
        Stream.of("lang", "lang.reflect", "io", "net", "nio", "text", "time", "util", "util.concurrent")
                .map(name -> "--add-opens=java.base/java." + name + "=ALL-UNNAMED")
                .forEach(arguments::add);
        arguments.add("-Dlogback.configurationFile=" + path.resolve("logback.xml"));
        // not theirs: short-lived JVMs on a busy machine are better off without the second compiler
        arguments.add("-XX:TieredStopAtLevel=1");
        arguments.addAll(List.of("-cp", classPath));
        return arguments;
    }

    private static List<String> words(String text) {
        return List.of(text.trim().split("\\s+"));
    }
}

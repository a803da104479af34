package io.millrace.bench.submit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.client.cli.CliFrontend;

/**
 * {@code flink run -d}, started as Flink's script starts it; without the other JVM that the script has read the
 * configuration before. Closing it waits for its end.
 */
final class FlinkCommand implements AutoCloseable {
    private static final long CLOSE_SECONDS = 20;

    private final Process process;
    private final Path output;

    private FlinkCommand(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts it.
     *
     * @param port of the cluster's REST API, on loopback
     * @param jar the job's
     * @param arguments those of the job
     */
    static FlinkCommand run(FlinkJvm jvm, int port, Path jar, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvm.options());
        command.addAll(List.of("-classpath", FlinkJvm.classPath(), CliFrontend.class.getName()));
        command.addAll(List.of("run", "-d", "-m", "127.0.0.1:" + port, "-p", "1", jar.toString()));
        command.addAll(arguments);
        Path output = jvm.conf().resolve("run.log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("FLINK_CONF_DIR", jvm.conf().toString());
        return new FlinkCommand(builder.start(), output);
    }

    /**
     * Makes sure that the job may still come.
     *
     * @throws IllegalStateException if it failed; the message shows what it printed
     */
    void check() {
        if (!process.isAlive() && process.exitValue() != 0) {
            throw new IllegalStateException("Flink's command line failed; it printed:\n" + printed());
        }
    }

    private String printed() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("what Flink's command line printed cannot be read", e);
        }
    }

    @Override
    public void close() {
        try {
            if (!process.waitFor(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}

package io.millrace.submitter.testcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A JVM of its own whose output goes to a file. It ends with this object, and with this JVM at the latest. */
public final class ChildProcess implements AutoCloseable {
    /** Generous: the machines which run the tests are small and busy. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Process process;
    private final Path log;
    private final Thread lastResort;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.lastResort = new Thread(process::destroyForcibly, "end-of-child-" + process.pid());
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /**
     * Starts the Java of this JVM.
     *
     * @param log is written anew
     * @param arguments options, class path, main class and what it is given
     */
    public static ChildProcess java(Path log, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        return new ChildProcess(
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start(),
                log);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until the pattern is in its output and returns the number in its first group. */
    public int awaitNumber(Pattern pattern) {
        List<MatchResult> found = new ArrayList<>();
        await().atMost(PATIENCE).untilAsserted(() -> {
            String output = Files.readString(log, Charset.defaultCharset());
            pattern.matcher(output).results().forEach(found::add);
            if (found.isEmpty() && !process.isAlive()) {
                throw new IllegalStateException("ended without " + pattern + "; its output: " + output);
            }
            assertThat(found).as("%s in %s", pattern, output).isNotEmpty();
        });
        return Integer.parseInt(found.get(0).group(1));
    }

    /** Ends it as a power cut would (SIGKILL) and returns its exit code. */
    public int kill() throws InterruptedException {
        process.destroyForcibly();
        return exitCode();
    }

    /** Ends it in good order (SIGTERM) and returns its exit code. */
    public int terminate() throws InterruptedException {
        process.destroy();
        return exitCode();
    }

    private int exitCode() throws InterruptedException {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("process %s ended", process.pid())
                .isTrue();
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            Runtime.getRuntime().removeShutdownHook(lastResort);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IllegalStateException shuttingDown) {
            // then the hook runs, or ran
            assertThat(shuttingDown).hasMessageContaining("Shutdown in progress");
        }
    }
}

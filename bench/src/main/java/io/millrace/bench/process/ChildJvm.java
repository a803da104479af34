package io.millrace.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A server in a JVM of its own, on the class path of this one. It answers through {@link ParentLink}, and ends with this
 * object, or with this JVM if that is killed.
 */
public final class ChildJvm implements AutoCloseable {
    private static final long ANSWER_SECONDS = 120;
    private static final long CLOSE_SECONDS = 20;
    private static final int REMEMBERED_LINES = 50;

    private final String name;
    private final Process process;
    private final PrintStream questions;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Deque<String> output = new ArrayDeque<>();
    private final int port;

    private ChildJvm(String name, Process process) {
        this.name = name;
        this.process = process;
        this.questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        Thread listener = new Thread(this::listen, "bench-output-of-" + name);
        listener.setDaemon(true);
        listener.start();
        this.port = Integer.parseInt(answer());
    }

    /**
     * Starts a server and waits until it listens.
     *
     * @param main what runs there
     * @param jvmOptions e.g. {@code -Xmx512m}
     * @throws IllegalStateException if it ends, or says nothing for two minutes; the message shows its last lines
     */
    public static ChildJvm start(Class<?> main, List<String> jvmOptions, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            return new ChildJvm(main.getSimpleName(), process);
        } catch (RuntimeException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(ParentLink.PREFIX)) {
                    answers.add(line.substring(ParentLink.PREFIX.length()));
                } else {
                    remember(line);
                }
            }
        } catch (IOException e) {
            remember("its output cannot be read: " + e);
        }
    }

    private void remember(String line) {
        synchronized (output) {
            output.add(line);
            if (output.size() > REMEMBERED_LINES) {
                output.remove();
            }
        }
    }

    /** The port it listens on, on loopback. */
    public int port() {
        return port;
    }

    /**
     * Asks it something and waits for the answer.
     *
     * @throws IllegalStateException if none comes; the message shows the last lines of the child
     */
    public String ask(String question) {
        questions.println(question);
        return answer();
    }

    private String answer() {
        try {
            long deadline =
                    System.nanoTime() + Duration.ofSeconds(ANSWER_SECONDS).toNanos();
            while (process.isAlive() && System.nanoTime() < deadline) {
                @Nullable String answer = answers.poll(100, TimeUnit.MILLISECONDS);
                if (answer != null) {
                    return answer;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (output) {
            throw new IllegalStateException(name + " ended or does not answer; its last lines:\n"
                    + String.join(System.lineSeparator(), output));
        }
    }

    /** The processor time it took so far, of all its threads. */
    public Duration processorTime() {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(
                        () -> new IllegalStateException("this system does not tell the processor time of " + name));
    }

    /** Has it end, by force if it does not within 20 seconds. Idempotent. */
    @Override
    public void close() {
        questions.close();
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

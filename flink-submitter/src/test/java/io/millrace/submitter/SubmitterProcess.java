package io.millrace.submitter;

import io.millrace.submitter.reconcile.HaltingSubmitter;
import io.millrace.submitter.testcluster.ChildProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The submitter in a JVM of its own, which can be killed, and halts where a file says so.
 *
 * @param http its interface
 */
record SubmitterProcess(ChildProcess process, SubmitterCalls http) implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Pattern STARTED = Pattern.compile("Started \\w+ in (\\d+)");

    /**
     * Starts one and waits until it answers, whether it acts or stands by.
     *
     * @param halt the file that names the boundary at which it ends
     */
    static SubmitterProcess start(Path log, Path halt, URI flink, String... settings) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx160m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-D" + HaltingSubmitter.FILE + "=" + halt,
                "-cp",
                System.getProperty("java.class.path"),
                HaltingSubmitter.class.getName(),
                "--server.port=0",
                "--millrace.submitter.flink-url=" + flink,
                "--millrace.submitter.tick=100ms",
                "--millrace.submitter.lost-after=500ms"));
        arguments.addAll(List.of(settings));
        ChildProcess process = ChildProcess.java(log, arguments);
        process.awaitNumber(STARTED);
        return new SubmitterProcess(
                process, SubmitterCalls.to(URI.create("http://127.0.0.1:" + process.awaitNumber(PORT))));
    }

    /**
     * Starts one that keeps its jobs in the folder, where {@code halt} names the boundary at which it ends.
     *
     * @param number tells its log from those of others
     */
    static SubmitterProcess start(Path folder, int number, URI flink) throws IOException {
        return start(
                folder.resolve("submitter-" + number + ".log"),
                folder.resolve("halt"),
                flink,
                "--millrace.submitter.data-dir=" + folder.resolve("jobs"),
                "--millrace.submitter.checkpoint-dir=" + folder.resolve("checkpoints"));
    }

    /** Kills it as a power cut would. */
    void kill() throws InterruptedException {
        process.kill();
        process.close();
    }

    @Override
    public void close() {
        process.close();
    }
}

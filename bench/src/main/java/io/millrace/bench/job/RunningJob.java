package io.millrace.bench.job;

import io.millrace.bench.process.ChildJvm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.util.FileSystemUtils;

/**
 * A {@link MeasuredJob} in a JVM of its own, with a folder for its checkpoints while it runs.
 *
 * @param jvm where it runs
 * @param checkpoints the folder
 */
record RunningJob(ChildJvm jvm, Path checkpoints) implements AutoCloseable {
    private static final List<String> JVM_OPTIONS = List.of("-Xmx1g");

    /**
     * Starts a job that reads a server.
     *
     * @param arguments those of the job beyond the server
     */
    static RunningJob start(MeasuredJob.Kind kind, ChildJvm server, String... arguments) throws IOException {
        Path checkpoints = Files.createTempDirectory("millrace-bench");
        List<String> all =
                new ArrayList<>(List.of(kind.name(), checkpoints.toUri().toString()));
        all.addAll(List.of("--port", "" + server.port()));
        all.addAll(List.of(arguments));
        return new RunningJob(ChildJvm.start(MeasuredJob.class, JVM_OPTIONS, all), checkpoints);
    }

    @Override
    public void close() {
        jvm.close();
        try {
            FileSystemUtils.deleteRecursively(checkpoints);
        } catch (IOException e) {
            throw new UncheckedIOException("the checkpoints of a measured job cannot be removed", e);
        }
    }
}

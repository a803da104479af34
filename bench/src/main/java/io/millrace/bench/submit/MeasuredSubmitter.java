package io.millrace.bench.submit;

import io.millrace.bench.process.ChildJvm;
import io.millrace.bench.process.ParentLink;
import io.millrace.submitter.SubmitterApplication;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;

/** Millrace's submitter in a JVM of its own, with its job store in a file and otherwise its defaults. */
final class MeasuredSubmitter {
    private static final List<String> JVM_OPTIONS = List.of("-Xmx512m");

    private MeasuredSubmitter() {}

    /**
     * Starts one; the port is that of its HTTP surface.
     *
     * @param cluster the port of the cluster's REST API
     * @param folder for its store
     * @param jar of the job an empty request runs
     */
    static ChildJvm start(int cluster, Path folder, Path jar) throws IOException {
        return ChildJvm.start(
                MeasuredSubmitter.class,
                JVM_OPTIONS,
                List.of(
                        "--server.port=0",
                        "--logging.level.root=warn",
                        "--millrace.submitter.flink-url=http://127.0.0.1:" + cluster,
                        "--millrace.submitter.data-dir=" + folder,
                        "--millrace.submitter.bundled-jar=" + jar));
    }

    /** Runs the submitter; the arguments are its settings. */
    public static void main(String[] arguments) throws IOException {
        try (ConfigurableApplicationContext submitter =
                SubmitterApplication.builder().run(arguments)) {
            ParentLink.serve(submitter.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
        }
    }
}

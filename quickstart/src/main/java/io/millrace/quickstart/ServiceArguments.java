package io.millrace.quickstart;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings quickstart gives each service, as command line arguments of its Spring application: they win over files
 * and over the environment, which all three share.
 *
 * @param options what the command line asked for
 * @param ports where to listen
 * @param state the folders of this run
 * @param jobJar the jar of the analytics job
 */
record ServiceArguments(QuickstartOptions options, QuickstartPorts ports, StateFolders state, Path jobJar) {

    /** The rate of a replay unless another is asked for, in events per second. */
    private static final long REPLAY_RATE = 1_000;

    private static final String LOOPBACK = "127.0.0.1";

    List<String> producer() {
        List<String> arguments = common("millrace-producer", ports.producer());
        withoutDatabase(arguments);
        arguments.add("--millrace.stream.host=" + LOOPBACK);
        arguments.add("--millrace.stream.port=" + ports.stream());
        arguments.add("--millrace.journal.folder=" + state.journal());
        Path replay = options.replay();
        if (replay != null) {
            arguments.add("--millrace.replay=" + replay);
            arguments.add(
                    "--millrace.generator.events-per-second=" + options.rate().orElse(REPLAY_RATE));
        } else {
            options.rate().ifPresent(rate -> arguments.add("--millrace.generator.events-per-second=" + rate));
        }
        return arguments;
    }

    List<String> consumer() {
        List<String> arguments = common("millrace-consumer", ports.consumer());
        withoutDatabase(arguments);
        arguments.add("--millrace.consumer.host=" + LOOPBACK);
        arguments.add("--millrace.consumer.port=" + ports.stream());
        arguments.add("--millrace.consumer.results.folder=" + state.consumer());
        // the console belongs to the live line
        arguments.add("--millrace.consumer.print=off");
        if (options.replay() != null) {
            // a recording is read once: none of it should pass while the consumer is still starting
            arguments.add("--millrace.consumer.from=earliest");
        }
        return arguments;
    }

    List<String> submitter(URI flink) {
        List<String> arguments = common("millrace-submitter", ports.submitter());
        arguments.add("--millrace.submitter.flink-url=" + flink);
        arguments.add("--millrace.submitter.data-dir=" + state.jobs());
        arguments.add("--millrace.submitter.checkpoint-dir=" + EmbeddedFlink.checkpoints(state.flink()));
        arguments.add("--millrace.submitter.bundled-jar=" + jobJar);
        arguments.add("--millrace.submitter.submit-on-start=" + options.job());
        List<String> job = jobArguments();
        for (int i = 0; i < job.size(); i++) {
            arguments.add("--millrace.submitter.job.arguments[" + i + "]=" + job.get(i));
        }
        return arguments;
    }

    /** What the bundled job is declared with, where it was not before. */
    List<String> jobArguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "--hostname",
                LOOPBACK,
                "--port",
                Integer.toString(ports.stream()),
                "--output",
                state.results().toString(),
                "--results-url",
                "http://" + LOOPBACK + ":" + ports.consumer() + "/results",
                "--print",
                "none"));
        if (options.replay() != null) {
            arguments.addAll(List.of("--time", "arrival"));
        }
        return arguments;
    }

    private static List<String> common(String name, int port) {
        return new ArrayList<>(List.of(
                "--spring.config.name=" + name,
                "--spring.application.name=" + name,
                "--server.address=" + LOOPBACK,
                "--server.port=" + port,
                // the order of the way down is quickstart's own
                "--spring.main.register-shutdown-hook=false"));
    }

    /** The submitter's database lies on the class path which all three share. */
    private static void withoutDatabase(List<String> arguments) {
        arguments.add("--spring.autoconfigure.exclude="
                + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
                + "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration");
    }
}

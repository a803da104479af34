package io.millrace.bench.stream;

import io.millrace.bench.process.ChildJvm;
import io.millrace.bench.process.Heap;
import io.millrace.bench.process.ParentLink;
import io.millrace.producer.ProducerApplication;
import io.millrace.producer.live.LiveStream;
import io.millrace.producer.server.StreamServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** Millrace's producer in a JVM of its own, on a new journal and free ports. */
public final class MeasuredProducer {
    private static final String BEGIN = "begin";

    private MeasuredProducer() {}

    /**
     * Starts one that makes so many events a second, with further settings of the form {@code --name=value}.
     *
     * @throws IOException if the JVM cannot be started
     */
    public static ChildJvm start(int eventsPerSecond, List<String> jvmOptions, String... settings) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(settings));
        arguments.add("--millrace.generator.events-per-second=" + eventsPerSecond);
        return ChildJvm.start(MeasuredProducer.class, jvmOptions, arguments);
    }

    /** Has a stream run that was not to start by itself. */
    static void begin(ChildJvm producer) {
        producer.ask(BEGIN);
    }

    /** Runs the producer; the arguments are its settings. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createTempDirectory("millrace-bench");
        List<String> settings = new ArrayList<>(
                List.of("--server.port=0", "--millrace.stream.port=0", "--millrace.journal.folder=" + folder));
        settings.addAll(List.of(arguments));
        try (ConfigurableApplicationContext producer = new SpringApplicationBuilder(ProducerApplication.class)
                .properties("spring.config.name=" + ProducerApplication.CONFIG_NAME, "logging.level.root=warn")
                .run(settings.toArray(String[]::new))) {
            LiveStream stream = producer.getBean(LiveStream.class);
            ParentLink.serve(producer.getBean(StreamServer.class).port(), question -> answer(question, stream));
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static String answer(String question, LiveStream stream) {
        return switch (question) {
            case BEGIN -> stream.start().toString();
            case Heap.QUESTION -> Heap.answer();
            default -> throw new IllegalArgumentException("no answer to " + question);
        };
    }
}

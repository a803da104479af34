package io.millrace.bench.stream;

import io.millrace.bench.report.Benchmark;
import io.millrace.bench.report.Effort;
import io.millrace.bench.report.Target;
import io.millrace.producer.ProducerApplication;
import io.millrace.producer.live.LiveStream;
import io.millrace.producer.server.StreamServer;
import io.millrace.stream.client.ClientSettings;
import io.millrace.stream.client.Endpoint;
import io.millrace.stream.client.EventStreamClient;
import io.millrace.stream.client.Protocol;
import io.millrace.stream.client.StreamRejectedException;
import io.millrace.stream.protocol.From;
import io.millrace.stream.protocol.Shard;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/**
 * How exactly a rate is held, counted at a subscriber over loopback in fifteen-second parts of a minute. The target is one per
 * cent, or one event.
 */
public final class RateBenchmark implements Benchmark {
    private static final int[] RATES = {1, 1_000, 100_000};
    private static final int PARTS = 4;
    private static final Duration PART = Duration.ofSeconds(15);
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    @Override
    public List<Target> run(Effort effort, PrintStream out) throws IOException {
        Path folder = Files.createTempDirectory("millrace-bench");
        List<Target> targets = new ArrayList<>();
        try (ConfigurableApplicationContext producer = new SpringApplicationBuilder(ProducerApplication.class)
                .properties("spring.config.name=" + ProducerApplication.CONFIG_NAME, "logging.level.root=warn")
                .run("--server.port=0", "--millrace.stream.port=0", "--millrace.journal.folder=" + folder)) {
            out.printf("%10s %12s %12s   %s%n", "events/s", "expected", "received", "each part");
            for (int rate : RATES) {
                targets.add(measure(producer, rate, effort, out));
            }
        } catch (StreamRejectedException e) {
            throw new IOException("the producer turned its reader away: " + e.getMessage(), e);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        return targets;
    }

    private static Target measure(ConfigurableApplicationContext producer, int rate, Effort effort, PrintStream out)
            throws StreamRejectedException {
        producer.getBean(LiveStream.class).changeRate(rate);
        int port = producer.getBean(StreamServer.class).port();
        ClientSettings settings =
                new ClientSettings(new Endpoint("127.0.0.1", port), Shard.ALL, Protocol.MILLRACE, null);
        Duration part = effort.pick(PART, effort.measured());
        List<Long> parts = new ArrayList<>();
        try (EventStreamClient client = new EventStreamClient(settings, From.LATEST)) {
            ArrivalCounter counter = new ArrivalCounter();
            long mark =
                    System.nanoTime() + effort.pick(WARM_UP, effort.warmUp()).toNanos();
            readUntil(client, counter, mark);
            for (int i = 0; i < PARTS; i++) {
                long before = counter.events();
                mark += part.toNanos();
                readUntil(client, counter, mark);
                parts.add(counter.events() - before);
            }
        }
        long received = parts.stream().mapToLong(Long::longValue).sum();
        double expected = (double) rate * PARTS * part.toMillis() / 1e3;
        out.printf(Locale.ROOT, "%10d %12.0f %12d   %s%n", rate, expected, received, parts);
        double allowed = Math.max(1, 100 / expected);
        double off = 100 * Math.abs(received - expected) / expected;
        return Target.atMost("off by, at " + rate + " events/s", off, allowed, "%");
    }

    private static void readUntil(EventStreamClient client, ArrivalCounter counter, long mark)
            throws StreamRejectedException {
        long left = mark - System.nanoTime();
        while (left > 0) {
            client.poll(counter, Duration.ofNanos(left));
            left = mark - System.nanoTime();
        }
    }
}

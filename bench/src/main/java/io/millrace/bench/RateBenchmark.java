package io.millrace.bench;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * How exactly a rate is held, counted at a subscriber over loopback in fifteen-second parts of a minute. The target is one per
 * cent, or one event.
 */
final class RateBenchmark {
    private static final int[] RATES = {1, 1_000, 100_000};
    private static final int PARTS = 4;
    private static final Duration PART = Duration.ofSeconds(15);
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    private RateBenchmark() {}

    public static void main(String[] arguments) throws IOException, StreamRejectedException {
        Path folder = Files.createTempDirectory("millrace-bench");
        try (ConfigurableApplicationContext producer = new SpringApplicationBuilder(ProducerApplication.class)
                .properties("spring.config.name=" + ProducerApplication.CONFIG_NAME, "logging.level.root=warn")
                .run("--server.port=0", "--millrace.stream.port=0", "--millrace.journal.folder=" + folder)) {
            System.out.printf("%10s %12s %12s %10s   %s%n", "events/s", "expected", "received", "off by", "each part");
            for (int rate : RATES) {
                measure(producer, rate);
            }
        }
    }

    private static void measure(ConfigurableApplicationContext producer, int rate) throws StreamRejectedException {
        producer.getBean(LiveStream.class).changeRate(rate);
        int port = producer.getBean(StreamServer.class).port();
        ClientSettings settings =
                new ClientSettings(new Endpoint("127.0.0.1", port), Shard.ALL, Protocol.MILLRACE, null);
        ArrivalCounter counter = new ArrivalCounter();
        try (EventStreamClient client = new EventStreamClient(settings, From.LATEST)) {
            long mark = System.nanoTime() + WARM_UP.toNanos();
            readUntil(client, counter, mark);
            long start = counter.events();
            long before = start;
            StringBuilder parts = new StringBuilder();
            for (int part = 0; part < PARTS; part++) {
                mark += PART.toNanos();
                readUntil(client, counter, mark);
                parts.append(' ').append(counter.events() - before);
                before = counter.events();
            }
            long received = counter.events() - start;
            long expected = rate * (PARTS * PART.toSeconds());
            System.out.printf(
                    "%10d %12d %12d %9.3f%%  %s%n",
                    rate, expected, received, 100.0 * (received - expected) / expected, parts);
        }
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

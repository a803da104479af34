package io.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.stream.client.ClientSettings;
import io.millrace.stream.client.Endpoint;
import io.millrace.stream.client.EventStreamClient;
import io.millrace.stream.client.FrameHandler;
import io.millrace.stream.client.Protocol;
import io.millrace.stream.client.StreamInfo;
import io.millrace.stream.event.EventParser;
import io.millrace.stream.event.MalformedEventException;
import io.millrace.stream.event.WindowsEvent;
import io.millrace.stream.protocol.From;
import io.millrace.stream.protocol.Shard;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The producer killed in mid-stream, in a JVM of its own, while the consumer and the job read: both resume, and each event is
 * counted once. What the job must have counted is computed anew from the whole stream.
 */
class ProducerRestartIT {
    private static final int RATE = 5_000;
    private static final Duration WINDOW = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final QuickstartPorts ports = RunningQuickstart.freePorts();

    ProducerRestartIT() throws IOException {}

    @Test
    @SuppressWarnings("try") // they only have to run
    void consumerAndJobReadEverySequenceOnceThoughTheProducerIsKilledTwice() throws Exception {
        Process producer = startProducer();
        try (AutoCloseable consumer = startConsumer();
                EmbeddedFlink flink = EmbeddedFlink.start(folder.resolve("flink"), ports.flink(), "http://localhost");
                AutoCloseable submitter = startSubmitter(flink)) {
            for (int kills = 0; kills < 2; kills++) {
                awaitResults(kills * 100_000L + 1);
                awaitConsumerAfter(kills);
                producer.destroyForcibly().waitFor();
                producer = startProducer();
            }
            awaitResults(200_000);
            stopGeneration();
            long head = get(ports.producer(), "/generation").path("head").asLong();
            await().atMost(RunningQuickstart.PATIENCE)
                    .untilAsserted(() -> assertThat(counted()).isEqualTo(head));
            Map<String, Long> recounted = recount(head);
            // the files of a checkpoint appear one after the other
            await().atMost(RunningQuickstart.PATIENCE)
                    .untilAsserted(
                            () -> assertThat(results().ofKind("count").counts()).isEqualTo(recounted));
            ResultLines results = results();
            assertThat(results.distinctIds()).as("no result is there twice").isEqualTo(results.size());
            assertThat(results.ofKind("late").size()
                            + results.ofKind("dead-letter").size())
                    .as("nothing is late or malformed")
                    .isZero();
            await().atMost(RunningQuickstart.PATIENCE).untilAsserted(() -> assertConsumerReadAll(head));
            assertJobNeverRestarted();
        } finally {
            producer.destroyForcibly();
        }
    }

    private void assertConsumerReadAll(long head) throws IOException {
        JsonNode feed = get(ports.consumer(), "/feed");
        assertThat(feed.path("first").asLong()).isZero();
        assertThat(feed.path("next").asLong()).isEqualTo(head);
        assertThat(feed.path("received").asLong()).isEqualTo(head);
        assertThat(feed.path("gaps").asLong()).isZero();
        assertThat(feed.path("duplicates").asLong()).isZero();
        assertThat(feed.path("reconnects").asLong()).isGreaterThanOrEqualTo(2);
    }

    private void assertJobNeverRestarted() throws IOException {
        JsonNode job = get(ports.submitter(), "/jobs").path(0);
        assertThat(job.path("phase").asString()).isEqualTo("RUNNING");
        assertThat(job.path("restarts").asLong()).isZero();
        assertThat(job.at("/attempt").asLong()).isEqualTo(1);
    }

    /** It tries again at intervals of its own, which may be longer than the job takes to catch up. */
    private void awaitConsumerAfter(int kills) {
        await().atMost(RunningQuickstart.PATIENCE).untilAsserted(() -> {
            JsonNode feed = get(ports.consumer(), "/feed");
            assertThat(feed.path("state").asString()).isEqualTo("connected");
            assertThat(feed.path("reconnects").asInt()).isGreaterThanOrEqualTo(kills);
        });
    }

    private void awaitResults(long events) {
        await().atMost(RunningQuickstart.PATIENCE)
                .untilAsserted(() -> assertThat(counted()).isGreaterThanOrEqualTo(events));
    }

    private long counted() throws IOException {
        return results().sums("total").values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private ResultLines results() throws IOException {
        return ResultLines.of(folder.resolve("results"));
    }

    /** What an independent reader counts from the first event to the head. */
    private Map<String, Long> recount(long head) throws Exception {
        Recount recount = new Recount(head);
        Endpoint endpoint = new Endpoint("127.0.0.1", ports.stream());
        ClientSettings settings = new ClientSettings(endpoint, Shard.ALL, Protocol.MILLRACE, null);
        try (EventStreamClient client = new EventStreamClient(settings, From.at(0))) {
            await().atMost(RunningQuickstart.PATIENCE).until(() -> {
                while (recount.next < head && client.poll(recount, Duration.ofSeconds(1)) > 0) {
                    // reads on while lines come
                }
                return recount.next == head;
            });
        }
        return recount.counts;
    }

    private static final class Recount implements FrameHandler {
        private final long end;
        private final EventParser parser = new EventParser();
        private final Map<String, Long> counts = new HashMap<>();
        private long next;

        Recount(long end) {
            this.end = end;
        }

        @Override
        public void event(long sequence, long streamTime, byte[] buffer, int offset, int length) {
            assertThat(sequence).isEqualTo(next).isLessThan(end);
            next++;
            try {
                count(parser.parse(buffer, offset, length));
            } catch (MalformedEventException e) {
                throw new AssertionError("event " + sequence, e);
            }
        }

        private void count(WindowsEvent event) {
            long millis = Objects.requireNonNull(event.timestamp()).toEpochMilli();
            Instant start = Instant.ofEpochMilli(millis - millis % WINDOW.toMillis());
            count(start, "total", "all");
            count(start, "level", event.level());
            count(start, "source", event.source());
            count(start, "provider", event.provider());
            count(start, "eventId", event.eventId());
            count(start, "computer", event.computer());
        }

        private void count(Instant start, String dimension, @Nullable Object key) {
            counts.merge(start + " " + dimension + " " + (key == null ? "absent" : key), 1L, Long::sum);
        }

        @Override
        public void oversized(long sequence, long streamTime, byte[] head, long length) {
            throw new AssertionError("event " + sequence + " is oversized");
        }

        @Override
        public void heartbeat(long position, long head, long watermark) {}

        @Override
        public void subscribed(StreamInfo stream) {}
    }

    private Process startProducer() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.millrace.producer.ProducerApplication",
                        "--spring.autoconfigure.exclude="
                                + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
                                + "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
                        "--server.port=" + ports.producer(),
                        "--millrace.stream.port=" + ports.stream(),
                        "--millrace.generator.events-per-second=" + RATE,
                        "--millrace.journal.folder=" + folder.resolve("journal"))
                .redirectErrorStream(true)
                .redirectOutput(Files.createTempFile(folder, "producer", ".log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        await().atMost(RunningQuickstart.PATIENCE)
                .ignoreExceptions()
                .until(() -> get(ports.producer(), "/generation").path("head").asLong() > 0);
        return process;
    }

    private AutoCloseable startConsumer() {
        return Service.CONSUMER.start(List.of(
                "--spring.config.name=millrace-consumer",
                "--server.port=" + ports.consumer(),
                "--spring.autoconfigure.exclude="
                        + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
                        + "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
                "--millrace.consumer.port=" + ports.stream(),
                "--millrace.consumer.print=off",
                "--millrace.consumer.from=earliest"));
    }

    private AutoCloseable startSubmitter(EmbeddedFlink flink) {
        return Service.SUBMITTER.start(List.of(
                "--spring.config.name=millrace-submitter",
                "--server.port=" + ports.submitter(),
                "--millrace.submitter.flink-url=" + flink.restAddress(),
                "--millrace.submitter.data-dir=" + folder.resolve("jobs"),
                "--millrace.submitter.bundled-jar="
                        + Path.of("target", "flink-analytics.jar").toAbsolutePath(),
                "--millrace.submitter.submit-on-start=true",
                "--millrace.submitter.job.arguments=--port," + ports.stream() + ",--print,none,--window,10s,--output,"
                        + folder.resolve("results")));
    }

    private void stopGeneration() throws IOException, InterruptedException {
        HttpRequest stop = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + ports.producer() + "/generation/stop"))
                .POST(BodyPublishers.noBody())
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(stop, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    private static JsonNode get(int port, String path) throws IOException {
        return new JsonClient(null).get(URI.create("http://127.0.0.1:" + port + path));
    }
}

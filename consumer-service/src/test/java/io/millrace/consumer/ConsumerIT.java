package io.millrace.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.stream.client.ScriptedPeer;
import io.millrace.stream.client.ScriptedServer;
import io.millrace.stream.client.ScriptedServer.Script;
import io.millrace.stream.protocol.ControlLine;
import io.millrace.stream.protocol.Subscription;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Scanner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConsumerIT {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private @Nullable ScriptedServer server;
    private @Nullable RunningConsumer consumer;

    @AfterEach
    void stop() throws IOException {
        if (consumer != null) {
            consumer.close();
        }
        if (server != null) {
            server.close();
            assertThat(server.failures()).isEmpty();
        }
    }

    @Test
    void readsTheStreamAndServesItsEvents() throws Exception {
        serve(reading("s", 300, 100));
        start("--millrace.consumer.from=50");

        JsonNode feed = awaitNext(300);
        assertThat(feed.get("state").asString()).isEqualTo("connected");
        assertThat(feed.get("endpoint").asString()).isEqualTo("localhost:" + port());
        assertThat(feed.get("protocol").asString()).isEqualTo("auto");
        assertThat(feed.get("stream").asString()).isEqualTo("s");
        assertThat(feed.get("kind").asString()).isEqualTo("synthetic");
        assertThat(feed.get("first").asLong()).isEqualTo(50);
        assertThat(feed.get("received").asLong()).isEqualTo(250);
        // the head comes with the heartbeat behind the events
        await().untilAsserted(() -> assertThat(get("/feed").get("lag").asLong()).isEqualTo(100));
        assertThat(feed.get("gaps").asLong()).isZero();
        assertThat(feed.get("duplicates").asLong()).isZero();
        assertThat(feed.get("malformed").toString()).isEqualTo("{\"total\":0,\"reasons\":{}}");
        assertThat(feed.get("dropped").toString()).isEqualTo("{\"console\":0,\"sse\":0}");

        JsonNode events = get("/events?limit=2");
        assertThat(events.toString()).isEqualTo("[" + withSequence(299) + "," + withSequence(298) + "]");
        assertThat(get("/events")).hasSize(100);
        assertThat(
                        get("/events?limit=10000&contains=event%2077&level=information&source=security&eventId=4624&computer=WS-01")
                                .toString())
                .isEqualTo("[" + withSequence(77) + "]");
        assertThat(get("/events?level=Error")).isEmpty();
    }

    @Test
    void aRestartOfTheProducerCostsNoEventAndDoublesNone() throws Exception {
        ScriptedServer first = serve(reading("s", 1000, 0));
        start("--millrace.consumer.from=earliest");
        awaitNext(1000);

        int port = first.port();
        first.close();
        await().until(() -> get("/feed").get("state").asString(), "disconnected"::equals);
        server = ScriptedServer.startOn(port, reading("s", 2500, 0));

        JsonNode feed = awaitNext(2500);
        assertThat(feed.get("first").asLong()).isZero();
        assertThat(feed.get("received").asLong()).isEqualTo(2500);
        assertThat(feed.get("gaps").asLong()).isZero();
        assertThat(feed.get("duplicates").asLong()).isZero();
        assertThat(feed.get("reconnects").asLong()).isEqualTo(1);
        assertThat(feed.get("streamChanges").asLong()).isZero();
        List<Long> sequences = new ArrayList<>();
        get("/events?limit=10000")
                .forEach(event -> sequences.add(event.get("sequence").asLong()));
        assertThat(sequences)
                .isEqualTo(LongStream.range(0, 2500).map(i -> 2499 - i).boxed().toList());
    }

    @Test
    void anotherStreamIsCountedAndReadFromTheConfiguredStart() throws Exception {
        serve(
                peer -> peer.events(peer.accept(peer.subscription(), "old", 500), 500),
                peer -> {
                    Subscription subscription = peer.subscription();
                    assertThat(subscription.stream()).isEqualTo("old");
                    peer.control(new ControlLine.Rejected("unknown-stream", "the stream is new"));
                },
                reading("new", 20, 0));
        start("--millrace.consumer.from=earliest");

        await().until(() -> get("/feed").path("stream").asString(""), "new"::equals);
        JsonNode feed = awaitNext(20);
        assertThat(feed.get("streamChanges").asLong()).isEqualTo(1);
        assertThat(feed.get("first").asLong()).isZero();
        assertThat(feed.get("received").asLong()).isEqualTo(20);
        assertThat(feed.get("gaps").asLong()).isZero();
        assertThat(feed.get("duplicates").asLong()).isZero();
        assertThat(metric("millrace_consumer_events_total")).isEqualTo(520.0);
    }

    /** Eight lines, of which the first and the last are events. */
    private static ScriptedPeer rubbish(ScriptedPeer peer) throws IOException {
        return peer.events(0, 1)
                .line(ScriptedPeer.event(1).substring(0, 30))
                .bytes(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, '\n'})
                .line("{\"timestamp\":\"2026-01-01T00:00:00Z\",\"level\":[],\"source\":7,\"message\":{}}")
                .line("[1,2]")
                .line("x".repeat(2 << 20))
                .line("{\"a\":1}")
                .events(7, 8);
    }

    @Test
    void rubbishOfAPlainServerIsCountedWhileTheStreamGoesOn() throws Exception {
        serve(peer -> rubbish(peer).awaitClose());
        start("--millrace.consumer.protocol=plain");

        JsonNode feed = awaitNext(8);
        assertThat(feed.get("kind").asString()).isEqualTo("plain");
        assertThat(feed.get("received").asLong()).isEqualTo(8);
        assertThat(feed.get("oversized").asLong()).isEqualTo(1);
        assertThat(feed.get("malformed").get("total").asLong()).isEqualTo(5);
        assertThat(feed.get("reconnects").asLong()).isZero();
        assertThat(get("/events"))
                .extracting(event -> event.get("message").asString())
                .containsExactly("event 7", "event 0");
    }

    @Test
    void rubbishOfEveryKindIsCountedWhileTheStreamGoesOn() throws Exception {
        serve(peer -> {
            peer.accept(peer.subscription(), "s", 8);
            rubbish(peer).heartbeat(8, 8).awaitClose();
        });
        start("--millrace.consumer.from=earliest");

        JsonNode feed = awaitNext(8);
        assertThat(feed.get("received").asLong()).isEqualTo(8);
        assertThat(feed.get("oversized").asLong()).isEqualTo(1);
        assertThat(feed.get("malformed").toString())
                .isEqualTo("{\"total\":5,\"reasons\":{\"not-an-object\":1,\"not-json\":1,\"not-utf8\":1,"
                        + "\"unknown-format\":1,\"wrong-type\":1}}");
        assertThat(feed.get("gaps").asLong()).isZero();
        assertThat(feed.get("reconnects").asLong()).isZero();
        assertThat(get("/events"))
                .extracting(event -> event.get("sequence").asLong())
                .containsExactly(7L, 0L);
        JsonNode malformed = get("/events/malformed");
        assertThat(malformed)
                .extracting(line ->
                        line.get("sequence").asLong() + " " + line.get("reason").asString())
                .containsExactly(
                        "6 unknown-format",
                        "5 oversized",
                        "4 not-an-object",
                        "3 wrong-type",
                        "2 not-utf8",
                        "1 not-json");
        assertThat(malformed.get(1).get("bytes").asLong()).isEqualTo(2 << 20);
        assertThat(malformed.get(1).get("line").asString()).hasSize(4096);
        assertThat(metric("millrace_consumer_malformed_total{reason=\"wrong-type\"}"))
                .isEqualTo(1.0);
    }

    @Test
    void browsersSeeTheEventsTheyAskForAsTheyArrive() throws Exception {
        CountDownLatch watching = new CountDownLatch(1);
        serve(peer -> {
            long next = peer.accept(peer.subscription(), "s", 0);
            assertThat(watching.await(20, TimeUnit.SECONDS)).isTrue();
            peer.events(next, 30).heartbeat(30, 30).awaitClose();
        });
        start("--millrace.consumer.from=earliest");

        HttpResponse<InputStream> response = consumer().stream("/events/stream?contains=event%202");
        assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
        assertThat(response.headers().firstValue("cache-control")).hasValue("no-store");
        try (Scanner lines = new Scanner(response.body(), StandardCharsets.UTF_8).useDelimiter("\n\n")) {
            assertThat(lines.next()).isEqualTo(": heartbeat");
            watching.countDown();
            for (long sequence : new long[] {2, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29}) {
                assertThat(lines.next()).isEqualTo("id: " + sequence + "\ndata: " + withSequence(sequence));
            }
        }
    }

    @Test
    void stoppingTheServiceEndsItsEventStreams() throws Exception {
        serve(reading("s", 0, 0));
        start();
        HttpResponse<InputStream> response = consumer().stream("/events/stream");

        consumer().close();

        assertThat(new String(response.body().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith(": heartbeat\n\n");
    }

    @Test
    void badQueriesAreProblems() throws Exception {
        serve(reading("s", 0, 0));
        start();

        assertProblem("/events?limit=0", "validation-failed", "'limit' must be greater than or equal to 1.");
        assertProblem("/events?limit=10001", "validation-failed", "'limit' must be less than or equal to 10000.");
        assertProblem("/events?limit=ten", "bad-value", "'ten' is not a possible value of 'limit'.");
        assertProblem("/events?eventId=x", "bad-value", "'x' is not a possible value of 'eventId'.");
        String level = "'Eror' is no level: it is Critical, Error, Warning, Information, Verbose or Level N.";
        assertProblem("/events?level=Eror", "bad-value", level);
        assertProblem("/events/stream?level=Eror", "bad-value", level);
    }

    @Test
    void eventsNeedTheTokenAndTheProducerGetsIt() throws Exception {
        serve(peer -> {
            Subscription subscription = peer.subscription();
            assertThat(subscription.token()).isEqualTo("secret");
            peer.events(peer.accept(subscription, "s", 3), 3).awaitClose();
        });
        start("--millrace.consumer.from=earliest", "--millrace.token=secret");
        awaitNext(3);

        for (String path : List.of("/events", "/events/stream", "/events/malformed")) {
            assertThat(send(path).statusCode()).as(path).isEqualTo(401);
        }
        HttpResponse<String> shown =
                consumer().send(consumer().request("/events").header("Authorization", "Bearer secret"));
        assertThat(JSON.readTree(shown.body())).hasSize(3);
        assertThat(send("/actuator/health/readiness").statusCode()).isEqualTo(200);
    }

    @Test
    void aRefusalIsShownAndAskedAgainUntilItIsMended() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        Script refusing = peer -> {
            peer.subscription();
            peer.control(new ControlLine.Rejected("unauthorized", "send the token"));
        };
        serve(refusing, refusing, peer -> {
            Subscription subscription = peer.subscription();
            assertThat(seen.await(20, TimeUnit.SECONDS)).isTrue();
            peer.events(peer.accept(subscription, "s", 1), 1).awaitClose();
        });
        start("--millrace.consumer.from=earliest");

        String error = "localhost:" + port() + " refused the subscription: unauthorized: send the token";
        await().untilAsserted(() -> {
            JsonNode feed = get("/feed");
            assertThat(feed.get("state").asString()).isEqualTo("rejected");
            assertThat(feed.get("lastError").asString()).isEqualTo(error);
        });
        JsonNode health = get("/actuator/health").get("components").get("feed");
        assertThat(health.get("status").asString()).isEqualTo("UNKNOWN");
        assertThat(health.get("details").get("state").asString()).isEqualTo("rejected");
        assertThat(health.get("details").get("lastError").asString()).isEqualTo(error);
        assertThat(send("/actuator/health/readiness").statusCode()).isEqualTo(200);
        seen.countDown();

        awaitNext(1);
        assertThat(get("/feed").get("state").asString()).isEqualTo("connected");
        assertThat(get("/actuator/health")
                        .get("components")
                        .get("feed")
                        .get("status")
                        .asString())
                .isEqualTo("UP");
    }

    @Test
    void aProducerThatIsAwayIsWaitedFor() throws Exception {
        ScriptedServer gone = serve(reading("s", 0, 0));
        gone.close();
        start("--millrace.consumer.from=earliest");

        await().untilAsserted(() -> {
            JsonNode feed = get("/feed");
            assertThat(feed.get("state").asString()).isEqualTo("disconnected");
            assertThat(feed.get("lastError").asString()).isEqualTo("Connection refused");
        });
        assertThat(send("/actuator/health").statusCode()).isEqualTo(200);
        server = ScriptedServer.startOn(gone.port(), reading("s", 5, 0));
        awaitNext(5);
    }

    /** Sends the events from where the reader asks up to a head, then one heartbeat which says how many more there are. */
    private static Script reading(String stream, long head, long more) {
        return peer -> {
            long next = peer.accept(peer.subscription(), stream, head);
            peer.events(next, head).heartbeat(head, head + more).awaitClose();
        };
    }

    private static String withSequence(long sequence) {
        return "{\"sequence\":" + sequence + "," + ScriptedPeer.event(sequence).substring(1);
    }

    private ScriptedServer serve(Script... scripts) throws IOException {
        ScriptedServer started = ScriptedServer.start(scripts);
        server = started;
        return started;
    }

    private int port() {
        assertThat(server).isNotNull();
        return server.port();
    }

    private void start(String... arguments) {
        consumer = RunningConsumer.start(folder, port(), arguments);
    }

    private RunningConsumer consumer() {
        assertThat(consumer).isNotNull();
        return consumer;
    }

    private JsonNode awaitNext(long next) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> get("/feed"),
                        feed -> feed.get("next").asLong() >= next
                                && feed.has("stream")
                                && feed.get("state").asString().equals("connected"));
    }

    private HttpResponse<String> send(String path) throws IOException, InterruptedException {
        return consumer().send(path);
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return consumer().get(path);
    }

    private void assertProblem(String path, String code, String detail) throws IOException, InterruptedException {
        HttpResponse<String> response = send(path);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        JsonNode problem = JSON.readTree(response.body());
        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(problem.get("detail").asString()).isEqualTo(detail);
    }

    private double metric(String sample) throws IOException, InterruptedException {
        return consumer().metric(sample);
    }
}

package io.millrace.stream.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.stream.client.ScriptedServer.Script;
import io.millrace.stream.journal.EpochNanos;
import io.millrace.stream.protocol.ControlLine;
import io.millrace.stream.protocol.From;
import io.millrace.stream.protocol.Shard;
import io.millrace.stream.protocol.Subscription;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventStreamClientTests {
    private static final Instant ARRIVAL = Instant.parse("2026-07-01T12:00:00Z");
    private static final ClientTimeouts IMPATIENT = new ClientTimeouts(
            Duration.ofSeconds(5),
            Duration.ofMillis(400),
            Duration.ofMillis(600),
            Duration.ofMillis(5),
            Duration.ofMillis(40));

    private final Recorder recorder = new Recorder();
    private @Nullable ScriptedServer server;

    @AfterEach
    void noScriptFailed() throws IOException {
        if (server != null) {
            server.close();
            assertThat(server.failures()).isEmpty();
        }
    }

    @Test
    void handsOverTheEventsOfTheStreamWithTheirSequencesAndStreamTimes() throws Exception {
        serve(peer -> {
            long next = peer.accept(peer.subscription(), "s", 7);
            peer.events(next, next + 3).heartbeat(next + 3, 10).awaitClose();
        });

        try (EventStreamClient client = client(From.LATEST)) {
            poll(client, () -> !recorder.heartbeats.isEmpty());

            assertThat(recorder.sequences).containsExactly(7L, 8L, 9L);
            assertThat(recorder.lines)
                    .containsExactly(ScriptedPeer.event(7), ScriptedPeer.event(8), ScriptedPeer.event(9));
            assertThat(recorder.times)
                    .containsExactly(ScriptedPeer.timeOf(7), ScriptedPeer.timeOf(8), ScriptedPeer.timeOf(9));
            assertThat(recorder.streams).containsExactly(new StreamInfo("s", StreamInfo.Kind.SYNTHETIC, 7, 7));
            assertThat(recorder.heartbeats).containsExactly(10L);
            assertThat(client.position()).isEqualTo(new Position("s", 10));
            ClientStatus status = client.status();
            assertThat(status.connection()).isEqualTo(ClientStatus.Connection.CONNECTED);
            assertThat(status.received()).isEqualTo(3);
            assertThat(status.bytes()).isEqualTo(3L * (ScriptedPeer.event(7).length() + 1));
            assertThat(status.reconnects()).isZero();
            assertThat(status.lastError()).isNull();
        }
    }

    @Test
    void resumesAtTheNextSequenceAfterAConnectionCutInTheMiddleOfALine() throws Exception {
        LinkedBlockingQueue<Subscription> asked = new LinkedBlockingQueue<>();
        serve(
                peer -> {
                    asked.add(peer.subscription());
                    peer.open("s", 0, 500)
                            .events(0, 300)
                            .text(ScriptedPeer.event(300).substring(0, 20));
                },
                peer -> {
                    Subscription subscription = peer.subscription();
                    asked.add(subscription);
                    peer.events(peer.accept(subscription, "s", 500), 500).awaitClose();
                });

        try (EventStreamClient client = client(From.EARLIEST)) {
            poll(client, () -> recorder.sequences.size() >= 500);

            assertThat(recorder.sequences)
                    .containsExactlyElementsOf(LongStream.range(0, 500).boxed().toList());
            assertThat(recorder.lines.get(300)).isEqualTo(ScriptedPeer.event(300));
            assertThat(asked).extracting(Subscription::from).containsExactly(From.EARLIEST, From.at(300));
            assertThat(asked).extracting(Subscription::stream).containsExactly(null, "s");
            assertThat(client.status().reconnects()).isEqualTo(1);
            assertThat(recorder.disconnections).containsExactly("the server closed the connection");
        }
    }

    @Test
    void readsOnlyItsShardAndResumesInsideIt() throws Exception {
        Shard shard = new Shard(1, 3);
        Script script = peer -> {
            Subscription subscription = peer.subscription();
            assertThat(subscription.shard()).isEqualTo(shard);
            long next = peer.accept(subscription, "s", 3000);
            peer.events(shard, next, Math.min(next + 300, 3000));
        };
        serve(script);

        try (EventStreamClient client = client(settings(Protocol.MILLRACE, shard), null, From.EARLIEST)) {
            poll(client, () -> client.position().next() > 3000);

            assertThat(recorder.sequences)
                    .containsExactlyElementsOf(LongStream.range(0, 3000)
                            .filter(sequence -> sequence / 256 % 3 == 1)
                            .boxed()
                            .toList());
            assertThat(client.status().reconnects()).isPositive();
        }
    }

    @Test
    void throwsAwayWhatCameBeforeTheAnswerToALateSubscription() throws Exception {
        serve(peer -> {
            Subscription subscription = peer.subscription();
            peer.events(40, 50);
            peer.events(peer.accept(subscription, "s", 50), 52).awaitClose();
        });

        try (EventStreamClient client = client(From.LATEST)) {
            poll(client, () -> recorder.sequences.size() >= 2);

            assertThat(recorder.sequences).containsExactly(50L, 51L);
            assertThat(client.status().skipped()).isEqualTo(10);
        }
    }

    @Test
    void anEventWithoutItsSegmentIsAskedForAgainAndNotLost() throws Exception {
        serve(
                peer -> {
                    peer.subscription();
                    peer.control(new ControlLine.Subscribed("s", false, 0, 2, Shard.BLOCK_SIZE));
                    peer.events(0, 2).awaitClose();
                },
                peer -> peer.events(peer.accept(peer.subscription(), "s", 2), 2).awaitClose());

        try (EventStreamClient client = client(From.EARLIEST)) {
            poll(client, () -> recorder.sequences.size() >= 2);

            assertThat(recorder.sequences).containsExactly(0L, 1L);
            assertThat(recorder.disconnections).containsExactly("event 0 came before the segment that holds it");
        }
    }

    @Test
    void reconnectsWhenAServerFallsSilent() throws Exception {
        serve(
                peer -> {
                    peer.events(peer.accept(peer.subscription(), "s", 5), 3).awaitClose();
                },
                peer -> peer.events(peer.accept(peer.subscription(), "s", 5), 5).awaitClose());

        try (EventStreamClient client = client(From.EARLIEST)) {
            poll(client, () -> recorder.sequences.size() >= 5);

            assertThat(recorder.sequences).containsExactly(0L, 1L, 2L, 3L, 4L);
            assertThat(recorder.disconnections).containsExactly("silent for PT0.6S, not even a heartbeat");
        }
    }

    @Test
    void reconnectsWhenAHeartbeatDisagreesWithItsCount() throws Exception {
        serve(
                peer -> {
                    peer.accept(peer.subscription(), "s", 5);
                    peer.events(0, 2).events(3, 5).heartbeat(5, 5).awaitClose();
                },
                peer -> peer.events(peer.accept(peer.subscription(), "s", 5), 5).awaitClose());

        try (EventStreamClient client = client(From.EARLIEST)) {
            poll(client, () -> recorder.sequences.size() >= 5);

            assertThat(recorder.disconnections)
                    .containsExactly("the server sent up to sequence 5, the reader counted up to 4");
            assertThat(client.status().mismatches()).isEqualTo(1);
        }
    }

    @Test
    void acceptsAHeartbeatThatNamesTheEndOfItsBlock() throws Exception {
        Shard shard = new Shard(0, 4);
        serve(peer -> {
            peer.accept(peer.subscription(), "s", 256);
            peer.events(shard, 0, 256).heartbeat(256, 256).awaitClose();
        });

        try (EventStreamClient client = client(settings(Protocol.AUTO, shard), null, From.EARLIEST)) {
            poll(client, () -> !recorder.heartbeats.isEmpty());

            assertThat(recorder.heartbeats).containsExactly(1024L);
            assertThat(client.status().mismatches()).isZero();
        }
    }

    @Test
    void aPermanentErrorIsThrownAndALaterPollAsksAgain() throws Exception {
        serve(
                peer -> {
                    peer.subscription();
                    peer.control(new ControlLine.Rejected("unauthorized", "send the token"));
                },
                peer -> peer.events(peer.accept(peer.subscription(), "s", 1), 1).awaitClose());

        try (EventStreamClient client = client(From.EARLIEST)) {
            StreamRejectedException rejected = catchThrowableOfType(
                    StreamRejectedException.class, () -> poll(client, () -> !recorder.sequences.isEmpty()));

            assertThat(rejected)
                    .hasMessage("localhost:" + port() + " refused the subscription: unauthorized: send the token");
            assertThat(rejected.code()).isEqualTo("unauthorized");
            poll(client, () -> !recorder.sequences.isEmpty());
            assertThat(recorder.sequences).containsExactly(0L);
        }
    }

    @Test
    void aTransientErrorIsRetried() throws Exception {
        serve(
                peer -> {
                    peer.subscription();
                    peer.control(new ControlLine.Rejected("too-many-readers", "64 of 64"));
                },
                peer -> peer.events(peer.accept(peer.subscription(), "s", 1), 1).awaitClose());

        try (EventStreamClient client = client(From.EARLIEST)) {
            poll(client, () -> !recorder.sequences.isEmpty());

            assertThat(recorder.disconnections)
                    .containsExactly("the server turned the reader away: too-many-readers: 64 of 64");
        }
    }

    @Test
    void anotherStreamThanTheOneAskedForIsRefusedEvenIfTheServerDoesNotNotice() throws Exception {
        serve(peer -> {
            peer.subscription();
            peer.open("other", 5, 10).events(5, 10).awaitClose();
        });

        try (EventStreamClient client =
                client(settings(Protocol.AUTO, Shard.ALL), "mine", new Position("mine", 5).from())) {
            assertThatThrownBy(() -> poll(client, () -> !recorder.sequences.isEmpty()))
                    .isInstanceOf(StreamRejectedException.class)
                    .hasMessage("localhost:" + port() + " refused the subscription: unknown-stream: "
                            + "asked for stream mine, the server has other");
            assertThat(recorder.sequences).isEmpty();
            assertThat(client.position()).isEqualTo(new Position("mine", 5));
        }
    }

    @Test
    void aServerThatStartsElsewhereThanAskedIsNotBelieved() throws Exception {
        serve(
                peer -> {
                    peer.subscription();
                    peer.open("s", 6, 10).events(6, 10).awaitClose();
                },
                peer -> peer.events(peer.accept(peer.subscription(), "s", 10), 10)
                        .awaitClose());

        try (EventStreamClient client = client(From.at(5))) {
            poll(client, () -> recorder.sequences.size() >= 5);

            assertThat(recorder.sequences).containsExactly(5L, 6L, 7L, 8L, 9L);
            assertThat(recorder.disconnections).containsExactly("asked for sequence 5, the server starts at 6");
        }
    }

    @Test
    void waitsLongerAfterEachFailedAttemptEvenIfItHasReadBefore() throws Exception {
        ScriptedServer started = serve(peer -> {
            peer.events(peer.accept(peer.subscription(), "s", 1), 1);
        });
        try (EventStreamClient client = client(From.EARLIEST)) {
            poll(client, () -> !recorder.sequences.isEmpty());
            started.close();
            recorder.disconnections.clear();

            client.poll(recorder, Duration.ofMillis(400));

            // Waits of 2.5 to 5 ms would make eighty attempts and more; doubled to 40 ms at most, no more than 21 fit.
            assertThat(recorder.disconnections).hasSizeBetween(5, 30).last().isEqualTo("Connection refused");
        }
    }

    @Test
    void aPlainServerIsReadLiveOnceItSentLinesButNoAnswer() throws Exception {
        serve(peer -> peer.line("one").line("").line("two").awaitClose());

        try (EventStreamClient client = client(From.EARLIEST)) {
            poll(client, () -> recorder.lines.size() >= 2);

            assertThat(recorder.lines).containsExactly("one", "two");
            assertThat(recorder.sequences).containsExactly(0L, 1L);
            assertThat(recorder.times).containsOnly(EpochNanos.of(ARRIVAL));
            assertThat(recorder.streams)
                    .containsExactly(new StreamInfo("plain:localhost:" + port(), StreamInfo.Kind.PLAIN, 0, 0));
            assertThat(client.status().skipped()).isZero();
            assertThat(client.status().kind()).isEqualTo(StreamInfo.Kind.PLAIN);
        }
    }

    @Test
    void aPlainServerIsReadPlainlyFromItsSecondConnectionOn() throws Exception {
        serve(
                peer -> {
                    peer.line("one");
                    peer.subscription();
                    awaitFallBack(peer);
                },
                peer -> peer.line("two").awaitClose());

        try (EventStreamClient client = client(From.LATEST)) {
            poll(client, () -> recorder.lines.size() >= 3);

            assertThat(recorder.lines).containsExactly("one", "end", "two");
            assertThat(recorder.sequences).containsExactly(0L, 1L, 2L);
        }
    }

    @Test
    void aPlainServerThatNeverPausesIsReadFromTheMomentItIsRecognised() throws Exception {
        serve(peer -> {
            for (long sequence = 0; ; sequence += 1000) {
                peer.events(sequence, sequence + 1000);
            }
        });

        try (EventStreamClient client = client(From.LATEST)) {
            poll(client, () -> recorder.lines.size() >= 5000);

            long first = Long.parseLong(recorder.lines.get(0).replaceAll(".*\"message\":\"event (\\d+)\".*", "$1"));
            for (int i = 0; i < 5000; i++) {
                assertThat(recorder.lines.get(i)).isEqualTo(ScriptedPeer.event(first + i));
            }
        }
    }

    @Test
    void aServerThatSendsNothingIsNotTakenForAPlainOne() throws Exception {
        serve(
                ScriptedPeer::awaitClose,
                peer -> peer.events(peer.accept(peer.subscription(), "s", 1), 1).awaitClose());

        try (EventStreamClient client = client(From.EARLIEST)) {
            poll(client, () -> !recorder.sequences.isEmpty());

            assertThat(recorder.streams).extracting(StreamInfo::id).containsExactly("s");
            assertThat(recorder.disconnections).containsExactly("no answer to the subscription within PT0.4S");
        }
    }

    @Test
    void aReaderThatWasSubscribedOnceNeverFallsBack() throws Exception {
        serve(
                peer -> peer.events(peer.accept(peer.subscription(), "s", 3), 3),
                peer -> peer.line("plain").awaitClose(),
                peer -> peer.events(peer.accept(peer.subscription(), "s", 5), 5).awaitClose());

        try (EventStreamClient client = client(From.EARLIEST)) {
            poll(client, () -> recorder.sequences.size() >= 5);

            assertThat(recorder.sequences).containsExactly(0L, 1L, 2L, 3L, 4L);
            assertThat(recorder.lines).doesNotContain("plain");
            assertThat(recorder.disconnections)
                    .endsWith("no answer to the subscription within PT0.4S, though lines came: "
                            + "a plain server can only be read whole and from now on");
        }
    }

    @Test
    void aReaderWithAPositionOrOneOfSeveralShardsNeverFallsBack() throws Exception {
        serve(peer -> peer.line("plain").awaitClose());

        for (EventStreamClient client : List.of(
                client(From.at(5)),
                client(settings(Protocol.AUTO, Shard.ALL), "s", From.at(5)),
                client(settings(Protocol.MILLRACE, Shard.ALL), null, From.LATEST),
                client(settings(Protocol.AUTO, new Shard(0, 2)), null, From.LATEST))) {
            try (client) {
                recorder.disconnections.clear();
                poll(client, () -> !recorder.disconnections.isEmpty());
            }
        }

        assertThat(recorder.streams).isEmpty();
        assertThat(recorder.lines).isEmpty();
    }

    @Test
    void aReaderThatLeftAPlainServerComesBackAsAPlainReader() throws Exception {
        serve(peer -> peer.line("later").awaitClose());
        Position kept = new Position("plain:localhost:" + port(), 17);

        try (EventStreamClient client = client(settings(Protocol.AUTO, Shard.ALL), kept.stream(), kept.from())) {
            poll(client, () -> !recorder.lines.isEmpty());

            assertThat(recorder.sequences).containsExactly(17L);
        }
    }

    @Test
    void thePlainProtocolSendsNothingAndReadsAtOnce() throws Exception {
        CompletableFuture<Integer> firstByte = new CompletableFuture<>();
        serve(peer -> {
            peer.line("one").line("{\"millrace\":\"odd\"}").line("{\"millrace\":\"heartbeat\"");
            firstByte.complete(peer.read());
        });

        try (EventStreamClient client = client(settings(Protocol.PLAIN, Shard.ALL), null, From.LATEST)) {
            poll(client, () -> recorder.lines.size() >= 3);

            assertThat(recorder.lines).containsExactly("one", "{\"millrace\":\"odd\"}", "{\"millrace\":\"heartbeat\"");
        }
        assertThat(firstByte.get(5, TimeUnit.SECONDS)).isEqualTo(-1);
    }

    @Test
    void aPlainReaderTurnedAwayByAProducerWithATokenIsToldSo() throws Exception {
        serve(peer -> peer.control(new ControlLine.Rejected("unauthorized", "subscribe with the token")));

        try (EventStreamClient client = client(settings(Protocol.PLAIN, Shard.ALL), null, From.LATEST)) {
            assertThatThrownBy(() -> poll(client, () -> !recorder.lines.isEmpty()))
                    .isInstanceOf(StreamRejectedException.class)
                    .hasMessageEndingWith("unauthorized: subscribe with the token");
        }
    }

    @Test
    void aLineOfTwoMebibytesIsReportedAndTakesASequence() throws Exception {
        serve(peer -> {
            peer.accept(peer.subscription(), "s", 3);
            peer.events(0, 1)
                    .line("x".repeat(2 << 20))
                    .events(2, 3)
                    .heartbeat(3, 3)
                    .awaitClose();
        });

        try (EventStreamClient client = client(From.EARLIEST)) {
            poll(client, () -> !recorder.heartbeats.isEmpty());

            assertThat(recorder.lines)
                    .containsExactly(ScriptedPeer.event(0), "oversized 2097152 xxxxxxxx", ScriptedPeer.event(2));
            assertThat(client.status().oversized()).isEqualTo(1);
        }
    }

    @Test
    void garbageInPlaceOfAControlLineEndsTheConnectionOnly() throws Exception {
        serve(
                peer -> {
                    peer.accept(peer.subscription(), "s", 3);
                    peer.events(0, 1).line("{\"millrace\":\"segment\",\"from\":1,\"at\":\"9999-01-01T00:00:00Z\"}");
                    peer.awaitClose();
                },
                peer -> peer.events(peer.accept(peer.subscription(), "s", 3), 3).awaitClose());

        try (EventStreamClient client = client(From.EARLIEST)) {
            poll(client, () -> recorder.sequences.size() >= 3);

            assertThat(recorder.sequences).containsExactly(0L, 1L, 2L);
            assertThat(recorder.disconnections)
                    .containsExactly("not a control line: "
                            + "{\"millrace\":\"segment\",\"from\":1,\"at\":\"9999-01-01T00:00:00Z\"}");
        }
    }

    @Test
    void wakeUpAndCloseFromAnotherThreadEndALongPoll() throws Exception {
        CountDownLatch subscribed = new CountDownLatch(1);
        serve(peer -> {
            peer.accept(peer.subscription(), "s", 0);
            subscribed.countDown();
            peer.awaitClose();
        });
        ClientTimeouts patient = new ClientTimeouts(
                Duration.ofSeconds(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5));
        EventStreamClient client = new EventStreamClient(
                settings(Protocol.AUTO, Shard.ALL), null, From.LATEST, patient, InstantSource.system());

        CompletableFuture<Integer> woken = pollForMinutes(client);
        assertThat(subscribed.await(5, TimeUnit.SECONDS)).isTrue();
        client.wakeUp();
        assertThat(woken.get(5, TimeUnit.SECONDS)).isZero();

        CompletableFuture<Integer> ended = pollForMinutes(client);
        client.close();
        client.close();
        assertThat(ended.get(5, TimeUnit.SECONDS)).isZero();
        assertThat(client.status().connection()).isEqualTo(ClientStatus.Connection.CLOSED);
    }

    @Test
    void wakeUpEndsTheWaitBeforeTheNextAttempt() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        ClientTimeouts patient = new ClientTimeouts(
                Duration.ofSeconds(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5));
        ClientSettings settings = new ClientSettings(new Endpoint("localhost", free), Shard.ALL, Protocol.AUTO, null);
        try (EventStreamClient client =
                new EventStreamClient(settings, null, From.LATEST, patient, InstantSource.system())) {
            poll(client, () -> !recorder.disconnections.isEmpty());

            CompletableFuture<Integer> woken = pollForMinutes(client);
            client.wakeUp();

            assertThat(woken.get(5, TimeUnit.SECONDS)).isZero();
            assertThat(client.status().connection()).isEqualTo(ClientStatus.Connection.DISCONNECTED);
            assertThat(client.status().lastError()).isEqualTo("Connection refused");
        }
    }

    @Test
    void aPollWithoutPatienceStillLooksOnce() throws Exception {
        serve(peer -> peer.events(peer.accept(peer.subscription(), "s", 1), 1).awaitClose());

        try (EventStreamClient client = client(From.EARLIEST)) {
            poll(client, Duration.ZERO, () -> !recorder.sequences.isEmpty());

            assertThat(recorder.sequences).containsExactly(0L);
        }
    }

    private CompletableFuture<Integer> pollForMinutes(EventStreamClient client) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return client.poll(recorder, Duration.ofMinutes(5));
            } catch (StreamRejectedException e) {
                throw new AssertionError(e);
            }
        });
    }

    /** A plain script's end: wait for the reader to take the server for a plain one, say so, and close. */
    private void awaitFallBack(ScriptedPeer peer) throws IOException, InterruptedException {
        if (!fellBack.await(10, TimeUnit.SECONDS)) {
            throw new AssertionError("the reader never took the server for a plain one");
        }
        peer.line("end");
    }

    private final CountDownLatch fellBack = new CountDownLatch(1);

    private void poll(EventStreamClient client, BooleanSupplier done) throws StreamRejectedException {
        poll(client, Duration.ofMillis(20), done);
    }

    private void poll(EventStreamClient client, Duration each, BooleanSupplier done) throws StreamRejectedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("waited too long; saw %s", recorder.disconnections)
                    .isLessThan(deadline);
            client.poll(recorder, each);
            if (!recorder.streams.isEmpty()) {
                fellBack.countDown();
            }
        }
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

    private ClientSettings settings(Protocol protocol, Shard shard) {
        return new ClientSettings(new Endpoint("localhost", port()), shard, protocol, null);
    }

    private EventStreamClient client(From from) {
        return client(settings(Protocol.AUTO, Shard.ALL), null, from);
    }

    private static EventStreamClient client(ClientSettings settings, @Nullable String stream, From from) {
        return new EventStreamClient(settings, stream, from, IMPATIENT, InstantSource.fixed(ARRIVAL));
    }
}

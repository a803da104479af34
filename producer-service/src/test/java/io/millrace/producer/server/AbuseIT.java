package io.millrace.producer.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.producer.live.NumberSource;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** Whatever a client does, a healthy subscriber misses nothing, and the server's memory stays bounded. */
class AbuseIT {
    private static final int RATE = 20_000;
    private static final String SUBSCRIBE = "{\"subscribe\":{\"from\":0}}\n";

    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    private <T extends AutoCloseable> T opened(T resource) {
        open.add(0, resource);
        return resource;
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable resource : open) {
            resource.close();
        }
    }

    private RunningStream start(int rate, RunningStream.Options options) throws IOException {
        return opened(new RunningStream(folder, rate, options));
    }

    private HealthySubscriber subscribe(RunningStream running) throws IOException {
        return opened(new HealthySubscriber(running));
    }

    private List<Peer> connect(RunningStream running, int count) throws IOException {
        List<Peer> peers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            peers.add(opened(new Peer(running.port())));
        }
        return peers;
    }

    private static void assertTurnedAway(Peer peer, String code, String detail) throws IOException {
        assertThat(peer.nextThatStarts("{\"millrace\":\"error\""))
                .startsWith("{\"millrace\":\"error\",\"code\":\"" + code + "\"")
                .contains(detail);
        assertThat(peer.next()).isNull();
        peer.close();
    }

    private static void assertOnlyTheHealthyOneIsLeft(RunningStream running, HealthySubscriber healthy) {
        await().atMost(Duration.ofSeconds(20)).until(() -> running.server.connectionCount() == 1);
        healthy.assertMissesNothing();
        assertThat(running.server.cachedBytes()).isLessThanOrEqualTo(RunningStream.BLOCK_CACHE.toBytes());
    }

    @Test
    void turnsAwayFirstLinesThatAreBegunAndNotEnded() throws IOException {
        RunningStream running = start(RATE, RunningStream.Options.STRICT);
        HealthySubscriber healthy = subscribe(running);
        List<Peer> peers = connect(running, 40);
        for (char character : "{\"subscr".toCharArray()) {
            for (Peer peer : peers) {
                peer.send(String.valueOf(character));
            }
        }
        for (Peer peer : peers) {
            assertTurnedAway(peer, "too-slow", "did not end within PT0.5S");
        }
        assertOnlyTheHealthyOneIsLeft(running, healthy);
        assertThat(running.events.rejections(Rejection.FIRST_LINE_TOO_SLOW)).isEqualTo(40);
    }

    @Test
    void turnsAwayPlainReadersThatBeginALineLater() throws IOException {
        RunningStream running = start(RATE, RunningStream.Options.STRICT);
        HealthySubscriber healthy = subscribe(running);
        Peer peer = connect(running, 1).get(0);
        assertThat(peer.next()).startsWith("{\"n\":");
        peer.send("{");
        assertTurnedAway(peer, "too-slow", "");
        assertOnlyTheHealthyOneIsLeft(running, healthy);
    }

    @Test
    void dropsConnectionsThatSayNothingWhereATokenIsNeeded() throws IOException {
        RunningStream running = start(RATE, RunningStream.Options.STRICT.withToken("secret"));
        List<Peer> peers = connect(running, 40);
        for (Peer peer : peers) {
            assertTurnedAway(peer, "unauthorized", "needs a subscription with a token");
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> running.server.connectionCount() == 0);
    }

    @Test
    void dropsHalfOpenReadersOnceThereIsNothingMoreToSendThem() throws IOException {
        RunningStream running = start(0, RunningStream.Options.STRICT);
        Peer subscriber = connect(running, 1).get(0);
        subscriber.send(SUBSCRIBE);
        for (Peer peer : connect(running, 20)) {
            peer.socket.shutdownOutput();
        }
        await().atMost(Duration.ofSeconds(20)).until(() -> running.server.connectionCount() == 1);
        assertThat(subscriber.nextThatStarts("{\"millrace\":\"heartbeat\"")).contains("\"head\":0,\"next\":0");
    }

    @Test
    void keepsAHalfOpenReaderAsLongAsThereIsSomethingToSend() throws IOException {
        RunningStream running = start(RATE, RunningStream.Options.STRICT);
        Peer peer = connect(running, 1).get(0);
        peer.socket.shutdownOutput();
        // Two seconds of events; the patience with one that gets none is half a second.
        assertThat(peer.events(2 * RATE)).hasSize(2 * RATE);
    }

    @Test
    void keepsAHalfOpenReaderThatIsStuckAndGivesItItsLinesLater() throws IOException {
        RunningStream running = start(300_000, RunningStream.Options.STRICT);
        Peer peer = connect(running, 1).get(0);
        List<String> read = new ArrayList<>(peer.events(1));
        long first = NumberSource.sequenceOf(read.get(0));
        peer.socket.shutdownOutput();
        await().until(() -> running.server.readers().stream().anyMatch(reader -> reader.blockedMillis() > 2_000));
        read.addAll(peer.events(20_000));
        for (int i = 0; i < read.size(); i++) {
            assertThat(read.get(i)).isEqualTo(running.line(first + i));
        }
    }

    @Test
    void turnsAwayAFirstLineOfFiveMebibytes() throws IOException {
        RunningStream running = start(RATE, RunningStream.Options.STRICT);
        HealthySubscriber healthy = subscribe(running);
        long before = PlatformDependent.usedDirectMemory();
        for (Peer peer : connect(running, 20)) {
            sendAsFarAsTaken(peer, "x".repeat(5 * 1024 * 1024));
            assertTurnedAway(peer, "line-too-long", "8192 bytes");
        }
        assertOnlyTheHealthyOneIsLeft(running, healthy);
        assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(32 << 20);
    }

    private static void sendAsFarAsTaken(Peer peer, String text) {
        try {
            peer.send(text);
        } catch (IOException e) {
            // The server may close before it took all of it.
        }
    }

    @Test
    void turnsAwayBinaryRubbish() throws IOException {
        RunningStream running = start(RATE, RunningStream.Options.STRICT);
        HealthySubscriber healthy = subscribe(running);
        Random random = new Random(1);
        byte[] rubbish = new byte[4096];
        for (Peer peer : connect(running, 40)) {
            random.nextBytes(rubbish);
            peer.socket.getOutputStream().write(rubbish);
            peer.send("\n");
            assertTurnedAway(peer, "bad-request", "");
        }
        assertOnlyTheHealthyOneIsLeft(running, healthy);
        assertThat(running.events.rejections(Rejection.BAD_REQUEST)).isEqualTo(40);
    }

    @Test
    void turnsAwayReadersThatKeepTalking() throws IOException {
        RunningStream running = start(RATE, RunningStream.Options.STRICT);
        HealthySubscriber healthy = subscribe(running);
        Peer peer = connect(running, 1).get(0);
        peer.send("{\"subscribe\":{\"from\":1000000000}}\n");
        sendAsFarAsTaken(peer, "more\n".repeat(1_000_000));
        assertTurnedAway(peer, "bad-request", "one line");
        assertOnlyTheHealthyOneIsLeft(running, healthy);
    }

    @Test
    void outlivesAFloodOfConnections() throws Exception {
        RunningStream running = start(RATE, RunningStream.Options.STRICT);
        HealthySubscriber healthy = subscribe(running);
        for (int burst = 0; burst < 10; burst++) {
            for (Peer peer : connect(running, 200)) {
                sendAsFarAsTaken(peer, "\n");
            }
            healthy.assertMissesNothing();
            assertThat(running.server.connectionCount()).isLessThanOrEqualTo(RunningStream.MAX_READERS);
            closeAllBut(running, healthy);
        }
        assertOnlyTheHealthyOneIsLeft(running, healthy);
        assertThat(running.events.rejections(Rejection.TOO_MANY_READERS)).isPositive();
    }

    private void closeAllBut(RunningStream running, HealthySubscriber healthy) throws Exception {
        for (AutoCloseable resource : List.copyOf(open)) {
            if (resource != running && resource != healthy) {
                resource.close();
                open.remove(resource);
            }
        }
    }

    @Test
    void spendsLittleOnReadersThatNeverRead() throws IOException {
        RunningStream running = start(300_000, RunningStream.Options.STRICT);
        HealthySubscriber healthy = subscribe(running);
        long before = PlatformDependent.usedDirectMemory();
        for (Peer peer : connect(running, 40)) {
            peer.send(SUBSCRIBE);
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> running.server.sample().blocked() == 40);
        healthy.assertMissesNothing();
        assertThat(running.server.cachedBytes()).isLessThanOrEqualTo(RunningStream.BLOCK_CACHE.toBytes());
        assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(48 << 20);
    }

    @Test
    void closesTheLongestStuckReadersOnceTooMuchWaitsToBeTaken() throws IOException {
        DataSize budget = DataSize.ofMegabytes(1);
        RunningStream running = start(300_000, RunningStream.Options.STRICT.withUnsentBudget(budget));
        HealthySubscriber healthy = subscribe(running);
        long before = PlatformDependent.usedDirectMemory();
        List<Peer> stuck = connect(running, 40);
        for (int i = 0; i < stuck.size(); i++) {
            stuck.get(i).send("{\"subscribe\":{\"from\":" + 5_000 * i + "}}\n");
        }
        await().atMost(Duration.ofSeconds(60))
                .until(() -> running.events.rejections(Rejection.STUCK) > 0
                        && running.server.sample().blocked() >= running.server.readerCount() - 1);
        healthy.assertMissesNothing();
        long closed = running.events.rejections(Rejection.STUCK);
        assertThat(running.server.unsentBytes()).isPositive().isLessThanOrEqualTo(budget.toBytes());
        assertThat(running.server.readerCount()).as("those whose share fits").isGreaterThan(10);
        assertThat(running.server.cachedBytes()).isLessThanOrEqualTo(RunningStream.BLOCK_CACHE.toBytes());
        assertThat(PlatformDependent.usedDirectMemory() - before).isLessThan(16 << 20);
        assertThat(closed).isLessThan(40);
        Peer again = connect(running, 1).get(0);
        again.send("{\"subscribe\":{\"from\":5000}}\n");
        assertThat(again.events(1)).containsExactly(running.line(5000));
    }

    @Test
    void letsNobodyBeginToReadWhileItCloses() throws Exception {
        ServerTimings patient = new ServerTimings(
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5),
                Duration.ofMinutes(5));
        RunningStream running = start(RATE, RunningStream.Options.NONE.withTimings(patient));
        Peer silent = connect(running, 1).get(0);
        Peer begun = connect(running, 1).get(0);
        begun.send("{\"subscr");
        await().until(() -> running.server.connectionCount() == 2);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(running.server::close);
        assertThat(silent.next()).isNull();
        sendAsFarAsTaken(begun, "ibe\":{\"from\":0}}\n");
        assertThat(closing).succeedsWithin(Duration.ofMinutes(1));
        assertThat(running.events.sentEvents()).isZero();
    }

    @Test
    void letsOneAddressHaveNoMoreReadersThanItMay() throws IOException {
        RunningStream running = start(RATE, RunningStream.Options.STRICT.withMaxReadersPerAddress(3));
        HealthySubscriber healthy = subscribe(running);
        List<Peer> peers = connect(running, 2);
        assertThat(peers.get(1).next()).startsWith("{\"n\":");
        assertTurnedAway(connect(running, 1).get(0), "too-many-readers", "millrace.stream.max-readers-per-address");
        peers.get(0).close();
        await().atMost(Duration.ofSeconds(20)).until(() -> running.server.connectionCount() == 2);
        assertThat(connect(running, 1).get(0).next()).startsWith("{\"n\":");
        healthy.assertMissesNothing();
        assertThat(running.events.rejections(Rejection.TOO_MANY_FROM_ADDRESS)).isEqualTo(1);
    }
}

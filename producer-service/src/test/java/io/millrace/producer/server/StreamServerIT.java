package io.millrace.producer.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.stream.protocol.Shard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamServerIT {
    @TempDir
    private Path folder;

    private static String subscribe(String members) {
        return "{\"subscribe\":{" + members + "}}\n";
    }

    private List<String> expected(RunningStream running, long from, int count) {
        return LongStream.range(from, from + count).mapToObj(running::line).toList();
    }

    /** As isEqualTo, but names the first line that differs instead of printing them all. */
    private static void assertSame(List<String> actual, List<String> expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i)).as("line %d", i).isEqualTo(expected.get(i));
        }
    }

    @Test
    void sendsAPlainReaderTheEventsFromNowOnAndNothingElse() throws IOException {
        try (RunningStream running = new RunningStream(folder, 2000);
                Peer peer = new Peer(running.port())) {
            List<String> lines = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                lines.add(peer.next());
            }
            long first = Long.parseLong(lines.get(0).replaceAll("\\D*(\\d+).*", "$1"));
            assertSame(lines, expected(running, first, 1000));
        }
    }

    @Test
    void givesTwoSubscribersOfOneSequenceTheSameBytes() throws IOException {
        try (RunningStream running = new RunningStream(folder, 50_000);
                Peer one = new Peer(running.port());
                Peer two = new Peer(running.port())) {
            one.send(subscribe("\"from\":1000"));
            two.send(subscribe("\"from\":1000"));
            List<String> lines = one.events(20_000);
            assertSame(two.events(20_000), lines);
            assertSame(lines, expected(running, 1000, 20_000));
        }
    }

    @Test
    void givesTheSameBytesAfterARestart() throws IOException {
        List<String> before;
        try (RunningStream running = new RunningStream(folder, 20_000);
                Peer peer = new Peer(running.port())) {
            peer.send(subscribe("\"from\":300"));
            before = peer.events(5000);
        }
        try (RunningStream running = new RunningStream(folder, 20_000);
                Peer peer = new Peer(running.port())) {
            peer.send(subscribe("\"from\":300,\"stream\":\"" + running.stream.state().stream() + "\""));
            assertSame(peer.events(5000), before);
        }
    }

    @Test
    void cutsTheStreamIntoShardsWhichTogetherAreAllOfIt() throws IOException {
        try (RunningStream running = new RunningStream(folder, 100_000)) {
            List<String> all = new ArrayList<>();
            for (int index = 0; index < 3; index++) {
                try (Peer peer = new Peer(running.port())) {
                    peer.send(subscribe("\"from\":0,\"shard\":{\"index\":" + index + ",\"count\":3}"));
                    List<String> lines = peer.events(2 * Shard.BLOCK_SIZE);
                    assertThat(lines.get(Shard.BLOCK_SIZE)).isEqualTo(running.line((index + 3L) * Shard.BLOCK_SIZE));
                    all.addAll(lines);
                }
            }
            assertThat(all).containsExactlyInAnyOrderElementsOf(expected(running, 0, 6 * Shard.BLOCK_SIZE));
        }
    }

    @Test
    void tellsASubscriberOfItsStreamItsSegmentAndItsProgress() throws IOException {
        try (RunningStream running = new RunningStream(folder, 1000);
                Peer peer = new Peer(running.port())) {
            String stream = running.stream.state().stream();
            peer.send(subscribe("\"from\":\"earliest\""));
            assertThat(peer.next())
                    .startsWith("{\"millrace\":\"subscribed\",\"stream\":\"" + stream
                            + "\",\"replay\":false,\"next\":0,\"head\":")
                    .endsWith(",\"blockSize\":256}");
            assertThat(peer.next()).startsWith("{\"millrace\":\"segment\",\"from\":0,\"at\":\"");
            assertThat(peer.nextThatStarts("{\"millrace\":\"heartbeat\""))
                    .matches("\\{\"millrace\":\"heartbeat\",\"head\":\\d+,\"next\":\\d+,\"watermark\":\"[^\"]+Z\"}");
        }
    }

    @Test
    void tellsABusySubscriberBetweenItsEventsHowManyOfThemWentBefore() throws IOException {
        try (RunningStream running = new RunningStream(folder, 1000);
                Peer peer = new Peer(running.port())) {
            peer.send(subscribe("\"from\":0"));
            int events = 0;
            int heartbeats = 0;
            while (heartbeats < 3) {
                String line = peer.next();
                assertThat(line).isNotNull();
                if (line.startsWith("{\"millrace\":\"heartbeat\"")) {
                    assertThat(line).contains("\"next\":" + events + ",");
                    heartbeats++;
                } else if (line.startsWith("{\"n\":")) {
                    events++;
                }
            }
            assertThat(events).isPositive();
        }
    }

    @Test
    void tellsAShardThatHasNothingToReadMoreOftenThanAWholeStream() throws IOException {
        try (RunningStream running = new RunningStream(folder, 1000);
                Peer whole = new Peer(running.port());
                Peer part = new Peer(running.port())) {
            running.stream.stop();
            whole.send(subscribe("\"from\":\"latest\""));
            part.send(subscribe("\"from\":\"latest\",\"shard\":{\"index\":0,\"count\":8}"));
            Instant begun = watermark(whole);
            while (watermark(part).isBefore(begun)) {
                // until both are told
            }
            Instant end = begun;
            for (int heartbeats = 0; heartbeats < 5; heartbeats++) {
                end = watermark(whole);
            }
            int told = 0;
            while (watermark(part).isBefore(end)) {
                told++;
            }
            assertThat(told).isGreaterThan(2 * 5);
        }
    }

    private static Instant watermark(Peer peer) throws IOException {
        String heartbeat = peer.nextThatStarts("{\"millrace\":\"heartbeat\"");
        return Instant.parse(heartbeat.replaceAll(".*\"watermark\":\"|\"}", ""));
    }

    @Test
    void turnsALatePlainReaderIntoASubscriber() throws IOException {
        try (RunningStream running = new RunningStream(folder, 1000);
                Peer peer = new Peer(running.port())) {
            assertThat(peer.next()).startsWith("{\"n\":");
            peer.send(subscribe("\"from\":0"));
            assertThat(peer.nextThatStarts("{\"millrace\":"))
                    .startsWith("{\"millrace\":\"subscribed\"")
                    .contains("\"next\":0");
            assertThat(peer.events(10)).isEqualTo(expected(running, 0, 10));
        }
    }

    @Test
    void waitsForASequenceThatDoesNotExistYet() throws IOException {
        try (RunningStream running = new RunningStream(folder, 1000);
                Peer peer = new Peer(running.port())) {
            long ahead = running.stream.moment().head() + 1500;
            peer.send(subscribe("\"from\":" + ahead));
            assertThat(peer.events(1)).containsExactly(running.line(ahead));
        }
    }

    @Test
    void turnsAwayWhoeverSendsRubbish() throws IOException {
        try (RunningStream running = new RunningStream(folder, 1000)) {
            assertTurnedAway(running, "GET / HTTP/1.1\n", "bad-request", "");
            assertTurnedAway(running, "{}\n", "bad-request", "subscribe");
            assertTurnedAway(running, subscribe("\"from\":-1"), "bad-request", "from is 0 or more, not -1");
            assertTurnedAway(running, subscribe("\"from\":0,\"colour\":1"), "bad-request", "colour");
            assertTurnedAway(
                    running,
                    subscribe("\"shard\":{\"index\":3,\"count\":3}"),
                    "bad-request",
                    "shard index is 0 to 2, not 3");
            assertTurnedAway(running, subscribe("\"stream\":\"another\""), "unknown-stream", "not another");
            assertTurnedAway(running, "x".repeat(10_000), "line-too-long", "8192 bytes");
            await().atMost(Duration.ofSeconds(5)).until(() -> running.server.readerCount() == 0);
        }
    }

    private void assertTurnedAway(RunningStream running, String firstLine, String code, String detail)
            throws IOException {
        try (Peer peer = new Peer(running.port())) {
            peer.send(firstLine);
            assertThat(peer.next())
                    .startsWith("{\"millrace\":\"error\",\"code\":\"" + code + "\",\"detail\":\"")
                    .contains(detail);
            assertThat(peer.next()).isNull();
        }
    }

    @Test
    void showsNothingWithoutTheToken() throws IOException {
        try (RunningStream running = new RunningStream(folder, 1000, RunningStream.Options.NONE.withToken("secret"))) {
            assertTurnedAway(running, "", "unauthorized", "needs a subscription with a token");
            assertTurnedAway(running, subscribe("\"from\":0"), "unauthorized", "missing or wrong");
            assertTurnedAway(running, subscribe("\"from\":0,\"token\":\"guess\""), "unauthorized", "missing or wrong");
            try (Peer peer = new Peer(running.port())) {
                peer.send(subscribe("\"from\":0,\"token\":\"secret\""));
                assertThat(peer.events(3)).isEqualTo(expected(running, 0, 3));
            }
        }
    }

    @Test
    void waitsForALateFirstLineWhereATokenIsNeeded() throws IOException {
        try (RunningStream running = new RunningStream(folder, 1000, RunningStream.Options.NONE.withToken("secret"));
                Peer peer = new Peer(running.port())) {
            await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            peer.send(subscribe("\"from\":0,\"token\":\"secret\""));
            assertThat(peer.events(3)).isEqualTo(expected(running, 0, 3));
        }
    }

    @Test
    void turnsAwayMoreReadersThanItMayHave() throws IOException {
        try (RunningStream running = new RunningStream(folder, 1000)) {
            List<Peer> peers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                peers.add(new Peer(running.port()));
            }
            assertThat(peers.get(49).next()).startsWith("{\"n\":");
            assertTurnedAway(running, "", "too-many-readers", "millrace.stream.max-readers");
            for (Peer peer : peers) {
                peer.close();
            }
            await().atMost(Duration.ofSeconds(20)).until(() -> running.server.readerCount() == 0);
            try (Peer peer = new Peer(running.port())) {
                assertThat(peer.next()).startsWith("{\"n\":");
            }
        }
    }

    @Test
    void sendsWholeLinesAndThenTheEndWhenItStops() throws IOException {
        RunningStream running = new RunningStream(folder, 200_000);
        try (Peer upToDate = new Peer(running.port());
                Peer lagging = new Peer(running.port());
                Peer stuck = new Peer(running.port())) {
            for (Peer peer : List.of(upToDate, lagging, stuck)) {
                peer.send(subscribe("\"from\":0"));
            }
            assertThat(stuck.next()).startsWith("{\"millrace\":\"subscribed\"");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> running.server.sample().blocked() >= 2);
            CompletableFuture<List<String>> all = CompletableFuture.supplyAsync(() -> eventsUpToTheEnd(upToDate));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> running.server.sample().blocked() == 2);
            CompletableFuture<Void> closing = CompletableFuture.runAsync(running::close);
            List<String> rest = eventsUpToTheEnd(lagging);
            closing.join();
            assertSame(rest, expected(running, 0, rest.size()));
            List<String> received = all.join();
            assertSame(received, expected(running, 0, received.size()));
            assertThat(rest).hasSizeBetween(1, received.size() - 1);
        }
    }

    private static List<String> eventsUpToTheEnd(Peer peer) {
        try {
            List<String> events = new ArrayList<>();
            for (String line = peer.next(); line != null; line = peer.next()) {
                if (!line.startsWith("{\"millrace\":")) {
                    events.add(line);
                }
            }
            return events;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void encodesALineOnceWhateverTheNumberOfReadersAndShards() throws IOException {
        try (RunningStream running = new RunningStream(folder, 20_000)) {
            List<Peer> peers = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                Peer peer = new Peer(running.port());
                peer.send(subscribe("\"from\":0,\"shard\":{\"index\":" + i % 3 + ",\"count\":3}"));
                peers.add(peer);
            }
            for (Peer peer : peers) {
                peer.events(5_000);
            }
            running.stream.stop();
            long head = running.stream.moment().head();
            for (int i = 0; i < peers.size(); i++) {
                Peer peer = peers.get(i);
                peer.events((int) new Shard(i % 3, 3).countBetween(0, head) - 5_000);
                peer.close();
            }
            assertThat(running.events.sentEvents()).isEqualTo(10 * head);
            assertThat(running.events.encodedEvents()).isEqualTo(head);
        }
    }

    @Test
    void sendsTheLastEventsBeforeAStop() throws IOException {
        try (RunningStream running = new RunningStream(folder, 5_000);
                Peer peer = new Peer(running.port())) {
            peer.send(subscribe("\"from\":0"));
            long read = 0;
            for (int i = 0; i < 10; i++) {
                running.stream.start();
                read += peer.events(500).size();
                running.stream.stop();
                int rest = (int) (running.stream.moment().head() - read);
                read += peer.events(rest).size();
            }
            assertThat(running.stream.moment().head()).isEqualTo(read);
        }
    }

    @Test
    void letsAStuckReaderHoldUpNobodyAndCatchUpLater() throws IOException {
        try (RunningStream running = new RunningStream(folder, 200_000);
                Peer stuck = new Peer(running.port());
                Peer healthy = new Peer(running.port())) {
            stuck.send(subscribe("\"from\":0"));
            healthy.send(subscribe("\"from\":0"));
            assertSame(healthy.events(600_000), expected(running, 0, 600_000));
            ReaderStatus status = running.server.readers().stream()
                    .filter(reader -> reader.address().endsWith(":" + stuck.socket.getLocalPort()))
                    .findAny()
                    .orElseThrow();
            assertThat(status.lag()).isPositive();
            assertThat(status.bytes())
                    .as("what the sockets and the bounded buffer hold")
                    .isLessThan(16_000_000);
            assertSame(stuck.events(300_000), expected(running, 0, 300_000));
        }
    }

    @Test
    void keepsEveryByteWhenTheRateChangesWhileReadersReadAtFullSpeed() throws IOException {
        try (RunningStream running = new RunningStream(folder, 100_000);
                Peer first = new Peer(running.port())) {
            first.send(subscribe("\"from\":0"));
            List<String> read = new ArrayList<>(first.events(20_000));
            for (int rate : new int[] {300_000, 0, 50_000, 7}) {
                running.stream.changeRate(rate);
                running.stream.stop();
                running.stream.start();
            }
            running.stream.changeRate(100_000);
            read.addAll(first.events(60_000));
            assertSame(read, expected(running, 0, 80_000));
            try (Peer second = new Peer(running.port())) {
                second.send(subscribe("\"from\":0"));
                assertSame(second.events(80_000), read);
            }
        }
    }
}

package io.millrace.analytics.source.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.analytics.event.StreamElement;
import io.millrace.analytics.settings.StreamSettings;
import io.millrace.analytics.settings.TimeMode;
import io.millrace.analytics.settings.TimeSettings;
import io.millrace.analytics.source.split.EventSplit;
import io.millrace.stream.client.Endpoint;
import io.millrace.stream.client.Protocol;
import io.millrace.stream.client.StreamInfo;
import io.millrace.stream.event.EventFormat;
import io.millrace.stream.protocol.ControlLine;
import io.millrace.stream.protocol.ErrorCode;
import io.millrace.stream.protocol.Shard;
import io.millrace.stream.protocol.WireCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventSplitReaderTests {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final MetricGroupFake metrics = new MetricGroupFake();
    private final Convoy convoy = new Convoy(last -> {});
    private Convoy.@Nullable Place place;
    private StreamInfo.Kind kind = StreamInfo.Kind.SYNTHETIC;

    /** What a test does with a reader of a server. */
    @FunctionalInterface
    private interface Reading {
        void with(EventSplitReader reader);
    }

    /** Reads from a server that says this to its one reader, after all shards are dealt out. */
    private void read(byte[] answer, Reading reading) throws IOException {
        convoy.allDealt();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> say(server, answer));
            Endpoint endpoint = new Endpoint("127.0.0.1", server.getLocalPort());
            EventSplitReader reader = new EventSplitReader(
                    new StreamSettings(List.of(endpoint.toString()), "earliest", 1, Protocol.MILLRACE, null, null),
                    new TimeSettings(TimeMode.ARRIVAL, Duration.ZERO, EventFormat.AUTO),
                    new ReadingMetrics(metrics, InstantSource.system()),
                    convoy);
            try {
                EventSplit split = new EventSplit(endpoint, Shard.ALL, "s1", kind, 0);
                convoy.join(split.splitId());
                place = convoy.placeOf(split.splitId());
                reader.handleSplitsChanges(new SplitsAddition<>(List.of(split)));
                reading.with(reader);
            } finally {
                reader.close();
                answered.join();
            }
        }
    }

    private void say(ServerSocket server, byte[] answer) {
        try (Socket socket = server.accept()) {
            if (kind != StreamInfo.Kind.PLAIN) {
                socket.getInputStream().read();
            }
            socket.getOutputStream().write(answer);
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void fetchUntilItFails(EventSplitReader reader) {
        while (!Thread.currentThread().isInterrupted()) {
            reader.fetch();
        }
    }

    private ThrowingCallable readingRefusedWith(ErrorCode code) {
        byte[] refusal = WireCodec.encode(new ControlLine.Rejected(code.wire(), "no"));
        return () -> read(refusal, EventSplitReaderTests::fetchUntilItFails);
    }

    private static byte[] subscribedWith(int lines, long head) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        answer.write(WireCodec.encode(new ControlLine.Subscribed("s1", false, 0, head, Shard.BLOCK_SIZE)));
        answer.write(WireCodec.encode(new ControlLine.Segment(0, Instant.EPOCH, 1000, null)));
        answer.write("x\n".repeat(lines).getBytes(StandardCharsets.US_ASCII));
        return answer.toByteArray();
    }

    private static int lines(RecordsWithSplitIds<StreamElement> batch) {
        int lines = 0;
        if (batch.nextSplit() != null) {
            for (StreamElement e = batch.nextRecordFromSplit(); e != null; e = batch.nextRecordFromSplit()) {
                lines += e instanceof ReceivedEvent ? 1 : 0;
            }
        }
        return lines;
    }

    @Test
    void hasPendingWhatItsServerToldOfAndItHasNotFetched() throws IOException {
        read(subscribedWith(300, 1000), reader -> {
            assertThat(metrics.values()).containsEntry("pendingRecords", 0L);
            int fetched = 0;
            while (fetched < 300) {
                fetched += lines(reader.fetch());
            }

            assertThat(metrics.values()).containsEntry("pendingRecords", 700L).containsEntry("gaps", 0L);
        });
    }

    @Test
    void letsTheJobStartAgainWithTheTokenReadAnewWhenItsTokenIsRefused() {
        assertThatThrownBy(readingRefusedWith(ErrorCode.UNAUTHORIZED))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("the token of the stream is refused; it is read anew at a restart")
                .rootCause()
                .hasMessageEndingWith("refused the subscription: unauthorized: no");
    }

    @Test
    void failsTheJobForGoodWhenTheServerHasAnotherStream() {
        assertThatThrownBy(readingRefusedWith(ErrorCode.UNKNOWN_STREAM))
                .isInstanceOf(SuppressRestartsException.class)
                .rootCause()
                .hasMessageEndingWith("refused the subscription: unknown-stream: no");
    }

    /** Puts the reader's split too far ahead of another. */
    private Convoy.Place holdBack() {
        convoy.join("slow");
        Convoy.Place slow = convoy.placeOf("slow");
        convoy.othersReached(Long.MAX_VALUE);
        slow.reached(0);
        Objects.requireNonNull(place).reached(Convoy.LEAD.toMillis() + 1);
        return slow;
    }

    private static CompletableFuture<Integer> fetching(EventSplitReader reader) {
        CompletableFuture<Integer> fetch = new CompletableFuture<>();
        Thread thread = new Thread(() -> fetch.complete(lines(reader.fetch())), "fetching");
        thread.start();
        // Neither at the socket, where it would be running, nor awake now and then.
        await().until(() -> thread.getState() == Thread.State.WAITING);
        return fetch;
    }

    @Test
    void readsNothingWhileItsSplitIsTooFarAheadAndGoesOnWhenItIsNot() throws IOException {
        read(subscribedWith(300, 1000), reader -> {
            int fetched = lines(reader.fetch());
            Convoy.Place slow = holdBack();
            CompletableFuture<Integer> fetch = fetching(reader);

            slow.reached(1);

            assertThat(fetch).succeedsWithin(PATIENCE);
            fetched += fetch.join();
            while (fetched < 300) {
                fetched += lines(reader.fetch());
            }
        });
    }

    @Test
    void returnsWithNothingWhenItIsWokenUpWhileItsSplitIsTooFarAhead() throws IOException {
        read(subscribedWith(300, 1000), reader -> {
            reader.fetch();
            holdBack();
            CompletableFuture<Integer> fetch = fetching(reader);

            reader.wakeUp();

            assertThat(fetch).succeedsWithin(PATIENCE).isEqualTo(0);
        });
    }

    @Test
    void readsAPlainServerHoweverFarAheadItIs() throws IOException {
        kind = StreamInfo.Kind.PLAIN;
        read("x\n".repeat(300).getBytes(StandardCharsets.US_ASCII), reader -> {
            holdBack();
            int fetched = 0;
            while (fetched < 300) {
                fetched += lines(reader.fetch());
            }
        });
    }
}

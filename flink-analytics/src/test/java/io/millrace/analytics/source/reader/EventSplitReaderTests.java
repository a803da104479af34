package io.millrace.analytics.source.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.concurrent.CompletableFuture;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventSplitReaderTests {
    private final MetricGroupFake metrics = new MetricGroupFake();

    /** What a test does with a reader of a server. */
    @FunctionalInterface
    private interface Reading {
        void with(EventSplitReader reader);
    }

    /** Reads from a server that says this to its one reader. */
    private void read(byte[] answer, Reading reading) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> answered = CompletableFuture.runAsync(() -> say(server, answer));
            Endpoint endpoint = new Endpoint("127.0.0.1", server.getLocalPort());
            EventSplitReader reader = new EventSplitReader(
                    new StreamSettings(List.of(endpoint.toString()), "earliest", 1, Protocol.MILLRACE, null, null),
                    new TimeSettings(TimeMode.ARRIVAL, Duration.ZERO, EventFormat.AUTO),
                    new ReadingMetrics(metrics, InstantSource.system()));
            try {
                reader.handleSplitsChanges(new SplitsAddition<>(
                        List.of(new EventSplit(endpoint, Shard.ALL, "s1", StreamInfo.Kind.SYNTHETIC, 0))));
                reading.with(reader);
            } finally {
                reader.close();
                answered.join();
            }
        }
    }

    private static void say(ServerSocket server, byte[] answer) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().read();
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
}

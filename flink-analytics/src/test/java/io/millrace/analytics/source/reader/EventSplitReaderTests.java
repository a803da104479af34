package io.millrace.analytics.source.reader;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EventSplitReaderTests {
    /** Reads from a server that turns its one reader away. */
    private static void readRefusedWith(ErrorCode code) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> refusal = CompletableFuture.runAsync(() -> refuse(server, code));
            Endpoint endpoint = new Endpoint("127.0.0.1", server.getLocalPort());
            EventSplitReader reader = new EventSplitReader(
                    new StreamSettings(List.of(endpoint.toString()), "earliest", 1, Protocol.MILLRACE, null, null),
                    new TimeSettings(TimeMode.ARRIVAL, Duration.ZERO, EventFormat.AUTO),
                    new ConnectionMetrics(new UnregisteredMetricsGroup()));
            try {
                reader.handleSplitsChanges(new SplitsAddition<>(
                        List.of(new EventSplit(endpoint, Shard.ALL, "s1", StreamInfo.Kind.SYNTHETIC, 0))));
                fetchUntilItFails(reader);
            } finally {
                reader.close();
                refusal.join();
            }
        }
    }

    private static void refuse(ServerSocket server, ErrorCode code) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().read();
            socket.getOutputStream().write(WireCodec.encode(new ControlLine.Rejected(code.wire(), "no")));
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

    private static ThrowingCallable readingRefusedWith(ErrorCode code) {
        return () -> readRefusedWith(code);
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

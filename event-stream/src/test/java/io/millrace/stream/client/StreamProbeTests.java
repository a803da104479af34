package io.millrace.stream.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.stream.protocol.ControlLine;
import io.millrace.stream.protocol.From;
import io.millrace.stream.protocol.Shard;
import io.millrace.stream.protocol.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StreamProbeTests {
    @Test
    void resolvesAPositionToASequenceAndLeaves() throws Exception {
        CompletableFuture<Subscription> asked = new CompletableFuture<>();
        CompletableFuture<Boolean> left = new CompletableFuture<>();
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            Subscription subscription = peer.subscription();
            asked.complete(subscription);
            peer.accept(subscription, "s", 77);
            peer.awaitClose();
            left.complete(true);
        })) {
            ClientSettings settings = new ClientSettings(server.endpoint(), Shard.ALL, Protocol.AUTO, "t");

            StreamInfo found = StreamProbe.probe(settings, From.LATEST, Duration.ofSeconds(10));

            assertThat(found).isEqualTo(new StreamInfo("s", StreamInfo.Kind.SYNTHETIC, 77, 77));
            assertThat(asked.get(5, TimeUnit.SECONDS)).isEqualTo(new Subscription(From.LATEST, null, Shard.ALL, "t"));
            assertThat(left.get(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void saysWhyItCouldNotAsk() throws Exception {
        Endpoint gone;
        try (ScriptedServer server = ScriptedServer.start(ScriptedPeer::awaitClose)) {
            gone = server.endpoint();
            assertThatThrownBy(() -> probe(gone, Duration.ofMillis(200)))
                    .isInstanceOf(IOException.class)
                    .hasMessage(gone + " did not answer within PT0.2S");
        }
        assertThatThrownBy(() -> probe(gone, Duration.ofSeconds(5)))
                .isInstanceOf(IOException.class)
                .hasMessage(gone + ": Connection refused");
    }

    @Test
    void passesOnAPermanentRefusal() throws Exception {
        try (ScriptedServer server = ScriptedServer.start(peer -> {
            peer.subscription();
            peer.control(new ControlLine.Rejected("unauthorized", "no token"));
        })) {
            assertThatThrownBy(() -> probe(server.endpoint(), Duration.ofSeconds(5)))
                    .isInstanceOf(StreamRejectedException.class)
                    .hasMessage(server.endpoint() + " refused the subscription: unauthorized: no token");
        }
    }

    private static StreamInfo probe(Endpoint endpoint, Duration timeout) throws Exception {
        return StreamProbe.probe(new ClientSettings(endpoint, Shard.ALL, Protocol.AUTO, null), From.EARLIEST, timeout);
    }
}

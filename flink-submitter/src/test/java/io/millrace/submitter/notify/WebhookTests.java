package io.millrace.submitter.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.submitter.notify.Webhook.Answer;
import io.millrace.submitter.store.Event;
import io.millrace.submitter.store.EventType;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookTests {

    private static final Event EVENT = new Event(
            7,
            "j1",
            "flink-analytics",
            3,
            EventType.LOST,
            "The cluster forgot it.",
            Instant.parse("2026-01-02T03:04:05Z"));

    @Test
    void tellsWhichJobItIsOf() throws Exception {
        try (WebhookServer server = WebhookServer.start()) {
            assertThat(new Webhook(server.url(), null).tell(EVENT)).isEqualTo(Answer.of(204));

            assertThat(server.told())
                    .singleElement()
                    .extracting(WebhookServer.Told::body)
                    .isEqualTo("{\"number\":7,\"type\":\"LOST\",\"job\":\"flink-analytics\",\"jobId\":\"j1\","
                            + "\"attempt\":3,\"detail\":\"The cluster forgot it.\",\"at\":\"2026-01-02T03:04:05Z\"}");
        }
    }

    @Test
    void showsTheTokenThatTheFileHoldsNow(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("token");
        try (WebhookServer server = WebhookServer.start()) {
            Webhook webhook = new Webhook(server.url(), file);

            assertThat(webhook.tell(EVENT).words())
                    .isEqualTo("the token cannot be read: java.nio.file.NoSuchFileException: " + file);
            Files.writeString(file, "one two");
            assertThat(webhook.tell(EVENT).words())
                    .isEqualTo("the token cannot be read: java.io.IOException: " + file + " does not hold one token");
            Files.writeString(file, "s3cret\n");
            webhook.tell(EVENT);
            Files.writeString(file, "another");
            webhook.tell(EVENT);

            assertThat(server.told())
                    .extracting(WebhookServer.Told::authorization)
                    .containsExactly("Bearer s3cret", "Bearer another");
        }
    }

    @Test
    void doesNotWaitForAnAnswerThatDoesNotEnd() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI url = URI.create("http://127.0.0.1:" + server.getLocalPort());
            Webhook webhook = new Webhook(url, null, Duration.ofMillis(200));
            assertThat(webhook.tell(EVENT)).isEqualTo(Answer.none("no answer within 200 ms"));
            try (Socket first = server.accept()) {
                assertThat(first.isConnected()).isTrue();
            }

            Thread answering = new Thread(() -> answerInPart(server));
            answering.start();
            assertThat(webhook.tell(EVENT)).isEqualTo(Answer.none("no answer within 200 ms"));
            answering.join();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200, true, false", "204, true, false", "302, false, false", "400, false, true", "401, false, true",
        "404, false, true", "408, false, false", "410, false, true", "425, false, false", "429, false, false",
        "500, false, false", "503, false, false"
    })
    void tellsWhatAnAnswerMeans(int status, boolean taken, boolean refused) {
        assertThat(Answer.of(status).taken()).isEqualTo(taken);
        assertThat(Answer.of(status).refused()).isEqualTo(refused);
    }

    @Test
    void isShownWithoutWhatMayBeSecret() {
        assertThat(new Webhook(URI.create("https://user:pass@example.org/hooks/s3cret?key=s3cret"), null))
                .hasToString("https://example.org");
        assertThat(new Webhook(URI.create("http://localhost:9000/hook"), null)).hasToString("http://localhost:9000");
    }

    @Test
    void refusesWhatIsNoAddressOfHttp() {
        assertThatThrownBy(() -> new Webhook(URI.create("ftp://example.org/hook"), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("millrace.submitter.webhook.url must be an address that begins with http:// or https://");
        assertThatThrownBy(() -> new Webhook(URI.create("example.org/hook"), null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Begins a response, and ends the connection when the client does. */
    private static void answerInPart(ServerSocket server) {
        try (Socket socket = server.accept()) {
            OutputStream out = socket.getOutputStream();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            socket.getInputStream().readAllBytes();
        } catch (java.io.IOException closed) {
            throw new java.io.UncheckedIOException(closed);
        }
    }
}

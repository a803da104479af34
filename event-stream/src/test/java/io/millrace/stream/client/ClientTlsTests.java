package io.millrace.stream.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.stream.protocol.From;
import io.millrace.stream.protocol.Shard;
import io.millrace.stream.protocol.Subscription;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientTlsTests {
    private static final Duration MOMENT = Duration.ofMillis(20);

    @TempDir
    private static Path folder;

    private static @Nullable TestCertificate local;
    private static @Nullable TestCertificate other;

    private final Recorder recorder = new Recorder();

    @BeforeAll
    static void makeCertificates() throws Exception {
        local = TestCertificate.make(folder, "localhost");
        other = TestCertificate.make(folder, "other.example");
    }

    private static TestCertificate local() {
        return Objects.requireNonNull(local);
    }

    private static TestCertificate other() {
        return Objects.requireNonNull(other);
    }

    private EventStreamClient client(int port, ClientTls tls) {
        ClientSettings settings =
                new ClientSettings(new Endpoint("localhost", port), Shard.ALL, Protocol.MILLRACE, null, tls);
        return new EventStreamClient(settings, null, From.EARLIEST, ClientTimeouts.DEFAULT, InstantSource.system());
    }

    private static ScriptedServer serve(TestCertificate certificate) throws Exception {
        return ScriptedServer.startTls(certificate.serverContext(), peer -> {
            long next = peer.accept(peer.subscription(), "s", 0);
            peer.events(next, next + 5).awaitClose();
        });
    }

    @Test
    void readsAStreamOverTls() throws Exception {
        try (ScriptedServer server = serve(local());
                EventStreamClient client = client(server.port(), ClientTls.trusting(local().pem()))) {
            while (recorder.lines.size() < 5) {
                client.poll(recorder, MOMENT);
            }
            assertThat(recorder.sequences).containsExactly(0L, 1L, 2L, 3L, 4L);
            assertThat(recorder.lines.get(4)).isEqualTo(ScriptedPeer.event(4));
            assertThat(server.failures()).isEmpty();
        }
    }

    @Test
    void losesNothingWhenItsPatienceEndsInTheMiddleOfATlsRecord() throws Exception {
        AtomicBoolean dripping = new AtomicBoolean();
        try (ScriptedServer server = ScriptedServer.startTls(local().serverContext(), peer -> {
                    Subscription subscription = peer.subscription();
                    dripping.set(true);
                    peer.accept(subscription, "s", 0);
                    peer.events(0, 5).awaitClose();
                });
                DrippingProxy proxy = new DrippingProxy(server.port(), dripping);
                EventStreamClient client = client(proxy.port(), ClientTls.trusting(local().pem()))) {
            client.poll(recorder, MOMENT);
            while (recorder.lines.size() < 5) {
                proxy.letThrough(17);
                client.poll(recorder, MOMENT);
            }
            assertThat(recorder.lines.get(4)).isEqualTo(ScriptedPeer.event(4));
            assertThat(client.status().lastError()).isNull();
            assertThat(client.status().reconnects()).isZero();
        }
    }

    @Test
    void refusesACertificateOfAnotherCa() throws Exception {
        try (ScriptedServer server = serve(local());
                EventStreamClient client = client(server.port(), ClientTls.trusting(other().pem()))) {
            client.poll(recorder, MOMENT);
            assertThat(client.status().lastError())
                    .startsWith("no TLS with localhost:" + server.port() + ": ")
                    .contains("unable to find valid certification path")
                    .endsWith("the server has to speak TLS, with a certificate from a trusted CA that names this host");
            assertThat(recorder.lines).isEmpty();
        }
    }

    @Test
    void refusesACertificateForAnotherHost() throws Exception {
        try (ScriptedServer server = serve(other());
                EventStreamClient client = client(server.port(), ClientTls.trusting(other().pem()))) {
            client.poll(recorder, MOMENT);
            assertThat(client.status().lastError())
                    .contains("No subject alternative DNS name matching localhost found");
        }
    }

    @Test
    void saysSoWhenTheServerDoesNotSpeakTls() throws Exception {
        try (ScriptedServer server =
                        ScriptedServer.start(peer -> peer.line("no TLS here").awaitClose());
                EventStreamClient client = client(server.port(), ClientTls.system())) {
            client.poll(recorder, MOMENT);
            assertThat(client.status().lastError()).contains("Unsupported or unrecognized SSL message");
        }
    }

    @Test
    void namesAFileThatHoldsNoCertificates() throws Exception {
        Path rubbish = Files.writeString(folder.resolve("rubbish.pem"), "not PEM");
        assertThatThrownBy(() -> ClientTls.trusting(rubbish))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("'" + rubbish + "' holds no certificate");
    }

    /** Passes on what the server sends: at once, or once it drips only so many bytes as are let through. */
    private static final class DrippingProxy implements AutoCloseable {
        private final ServerSocket port = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        private final Semaphore allowed = new Semaphore(0);
        private final int target;
        private final AtomicBoolean dripping;

        DrippingProxy(int target, AtomicBoolean dripping) throws IOException {
            this.target = target;
            this.dripping = dripping;
            start(this::serve);
        }

        private static void start(Passing passing) {
            Thread thread = new Thread(
                    () -> {
                        try {
                            passing.run();
                        } catch (IOException e) {
                            // One end has closed: the test is over.
                            Thread.currentThread().interrupt();
                        }
                    },
                    "dripping-proxy");
            thread.setDaemon(true);
            thread.start();
        }

        int port() {
            return port.getLocalPort();
        }

        void letThrough(int bytes) {
            allowed.release(bytes);
        }

        private void serve() throws IOException {
            try (Socket client = port.accept();
                    Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
                client.setTcpNoDelay(true);
                start(() -> client.getInputStream().transferTo(server.getOutputStream()));
                InputStream answers = server.getInputStream();
                for (int next = answers.read(); next >= 0; next = answers.read()) {
                    if (dripping.get()) {
                        allowed.acquireUninterruptibly();
                    }
                    client.getOutputStream().write(next);
                }
            }
        }

        @Override
        public void close() throws IOException {
            allowed.release(1_000_000);
            port.close();
        }

        private interface Passing {
            void run() throws IOException;
        }
    }
}

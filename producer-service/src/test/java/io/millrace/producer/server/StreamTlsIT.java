package io.millrace.producer.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.producer.ProducerApplication;
import io.millrace.stream.client.ClientSettings;
import io.millrace.stream.client.ClientTls;
import io.millrace.stream.client.Endpoint;
import io.millrace.stream.client.Protocol;
import io.millrace.stream.client.StreamInfo;
import io.millrace.stream.client.StreamProbe;
import io.millrace.stream.client.StreamRejectedException;
import io.millrace.stream.client.TestCertificate;
import io.millrace.stream.protocol.From;
import io.millrace.stream.protocol.Shard;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class StreamTlsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private ConfigurableApplicationContext start(String... settings) {
        Stream<String> usual = Stream.of(
                "--server.port=0",
                "--millrace.stream.port=0",
                "--millrace.stream.ssl-bundle=stream",
                "--millrace.journal.folder=" + folder.resolve("journal"));
        return new SpringApplicationBuilder(ProducerApplication.class)
                .properties("spring.config.name=" + ProducerApplication.CONFIG_NAME, "spring.main.banner-mode=off")
                .run(Stream.concat(usual, Stream.of(settings)).toArray(String[]::new));
    }

    private static String[] bundle(TestCertificate certificate) {
        return new String[] {
            "--spring.ssl.bundle.jks.stream.keystore.location=file:" + certificate.keyStore(),
            "--spring.ssl.bundle.jks.stream.keystore.password=" + TestCertificate.PASSWORD,
            "--spring.ssl.bundle.jks.stream.keystore.type=PKCS12"
        };
    }

    private static StreamInfo probe(int port, @Nullable ClientTls tls) throws IOException, StreamRejectedException {
        ClientSettings settings =
                new ClientSettings(new Endpoint("localhost", port), Shard.ALL, Protocol.MILLRACE, null, tls);
        return StreamProbe.probe(settings, From.EARLIEST, PATIENCE);
    }

    @Test
    void servesTheStreamOverTlsToWhoeverTrustsItAndTellsEveryoneElseWhy() throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "localhost");
        TestCertificate other = TestCertificate.make(folder, "other.example");
        try (ConfigurableApplicationContext context = start(bundle(certificate))) {
            StreamServer server = context.getBean(StreamServer.class);
            int port = server.port();
            assertThat(probe(port, ClientTls.trusting(certificate.pem())).kind())
                    .isEqualTo(StreamInfo.Kind.SYNTHETIC);
            assertThatThrownBy(() -> probe(port, ClientTls.trusting(other.pem())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("unable to find valid certification path");
            assertThatThrownBy(() -> probe(port, null))
                    .isInstanceOf(StreamRejectedException.class)
                    .hasMessageEndingWith("bad-request: this port speaks TLS, and TLS only");
            try (Peer silent = new Peer(port)) {
                assertThat(silent.next()).contains("\"detail\":\"this port speaks TLS, and TLS only\"");
                assertThat(silent.next()).isNull();
            }
            assertThat(probe(port, ClientTls.trusting(certificate.pem())).next())
                    .isZero();
            await().atMost(PATIENCE).until(() -> server.connectionCount() == 0);
        }
    }

    @Test
    void refusesToStartWithoutAKeyAndSaysWhatToSet() {
        assertThatThrownBy(() -> start("--spring.ssl.bundle.pem.stream.truststore.certificate="))
                .rootCause()
                .hasMessage("the SSL bundle 'stream' of millrace.stream.ssl-bundle has no key; set"
                        + " spring.ssl.bundle.pem.stream.keystore.certificate and .private-key");
    }

    @Test
    void refusesToStartWithABundleThatThereIsNot() {
        assertThatThrownBy(this::start).rootCause().hasMessageContaining("'stream'");
    }
}

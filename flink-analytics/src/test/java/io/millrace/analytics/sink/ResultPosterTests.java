package io.millrace.analytics.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.analytics.settings.StreamToken;
import io.millrace.analytics.sink.Answer.Outcome;
import io.millrace.stream.client.ClientTls;
import io.millrace.stream.client.TestCertificate;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultPosterTests {
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(20);

    private static Answer post(ResultServer server, @Nullable ClientTls tls, Duration patience) throws Exception {
        try (ResultPoster poster = new ResultPoster(server.url(), new StreamToken(null, name -> null), tls, patience)) {
            return poster.post("{}\n".getBytes(StandardCharsets.UTF_8)).get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void aServiceThatNeverAnswersIsGivenUp() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (ResultServer server = ResultServer.start(request -> release.await())) {
            assertThat(post(server, null, SHORT))
                    .isEqualTo(new Answer(Outcome.UNANSWERED, "java.util.concurrent.TimeoutException"));
        } finally {
            release.countDown();
        }
    }

    @Test
    void anAnswerThatNeverEndsIsNone() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        try (ResultServer server = ResultServer.start(request -> {
            request.answerInPart();
            release.await();
        })) {
            assertThat(post(server, null, SHORT))
                    .isEqualTo(new Answer(Outcome.UNANSWERED, "java.util.concurrent.TimeoutException"));
        } finally {
            release.countDown();
        }
    }

    @Test
    void anUnusableTokenIsSaidSoButNotShown() throws Exception {
        try (ResultPoster poster = new ResultPoster(
                URI.create("http://localhost:1/results"), new StreamToken(null, name -> "two\nlines"), null, LONG)) {
            assertThat(poster.post(new byte[0]).get())
                    .isEqualTo(new Answer(
                            Outcome.UNANSWERED,
                            "java.lang.IllegalStateException: the token is not one word of ASCII characters"));
        }
    }

    @Test
    void showsTheBeginningOfWhatARefusalSays() throws Exception {
        try (ResultServer server = ResultServer.start(request -> request.answer(400, "line 3:\n" + "x".repeat(5000)))) {
            assertThat(post(server, null, LONG))
                    .isEqualTo(new Answer(Outcome.REFUSED, "status 400: line 3: " + "x".repeat(492)));
        }
    }

    @Test
    void trustsTheCertificatesItIsTold(@TempDir Path folder) throws Exception {
        TestCertificate certificate = TestCertificate.make(folder, "localhost");
        try (ResultServer server = ResultServer.startEncrypted(certificate.serverContext(), ResultServer.TAKING)) {
            assertThat(post(server, ClientTls.trusting(certificate.pem()), LONG))
                    .isEqualTo(Answer.ACKNOWLEDGED);
            assertThat(post(server, null, LONG).reason()).contains("SSLHandshakeException");
            assertThat(server.taken()).containsExactly("{}");
        }
    }
}

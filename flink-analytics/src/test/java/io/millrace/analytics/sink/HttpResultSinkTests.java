package io.millrace.analytics.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.stream.result.DeadLetter;
import io.millrace.stream.result.ResultJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("try") // The harness declares that closing it may be interrupted.
class HttpResultSinkTests {
    private static DeadLetter result(int number) {
        return DeadLetter.of("demo", "s1", number, "not-json", "line " + number, 10);
    }

    private static void write(SinkHarness sink, int from, int to) throws Exception {
        for (int number = from; number < to; number++) {
            sink.write(result(number));
        }
    }

    private static List<String> lines(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> ResultJson.toText(result(number)))
                .toList();
    }

    @Test
    void sendsEachResultOnceInOrderAndManyInOneRequest() throws Exception {
        try (ResultServer server = ResultServer.start(ResultServer.TAKING);
                SinkHarness sink = SinkHarness.open(server.url())) {
            write(sink, 0, 1200);
            sink.runUntil(() -> sink.gauge("waiting") == 0);

            assertThat(server.taken()).isEqualTo(lines(0, 1200));
            assertThat(server.requests())
                    .hasSizeBetween(4, 6)
                    .allSatisfy(request ->
                            assertThat(request.header("Content-Type")).isEqualTo("application/x-ndjson"));
            assertThat(sink.counter("resultsSent")).isEqualTo(1200);
            assertThat(sink.counter("batches")).isEqualTo(server.requests().size());
            assertThat(sink.counter("retries")).isZero();
            assertThat(sink.gauge("waitingBytes")).isZero();
            assertThat(sink.gauge("blockedMillis")).isZero();
        }
    }

    @Test
    void aBatchWhoseAnswerIsLostComesAgainWithTheSameIds() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (ResultServer server = ResultServer.start(request -> {
                    if (requests.getAndIncrement() % 2 == 0) {
                        request.take().dropAnswer();
                    } else {
                        request.take().answer(200, "");
                    }
                });
                SinkHarness sink = SinkHarness.open(server.url())) {
            write(sink, 0, 800);
            sink.runUntil(() -> sink.gauge("waiting") == 0);

            assertThat(server.taken()).hasSizeGreaterThan(800);
            assertThat(server.taken().stream().distinct()).containsExactlyElementsOf(lines(0, 800));
            assertThat(sink.counter("retries")).isPositive();
            assertThat(sink.counter("resultsSent")).isEqualTo(800);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 403, 404, 405, 408, 429, 500, 503})
    void whatCanBeMendedIsWaitedForAndNothingIsGivenUp(int status) throws Exception {
        AtomicInteger refusals = new AtomicInteger(3);
        try (ResultServer server = ResultServer.start(request -> {
                    if (refusals.getAndDecrement() > 0) {
                        request.answer(status, "not now");
                    } else {
                        request.take().answer(204, "");
                    }
                });
                SinkHarness sink = SinkHarness.open(server.url())) {
            write(sink, 0, 20);
            sink.runUntil(() -> sink.gauge("waiting") == 0);

            assertThat(server.taken()).isEqualTo(lines(0, 20));
            assertThat(sink.counter("retries")).isEqualTo(3);
            assertThat(sink.counter("refused")).isZero();
        }
    }

    @Test
    void aServiceThatIsNotThereIsWaitedFor() throws Exception {
        ResultServer gone = ResultServer.start(ResultServer.TAKING);
        gone.close();
        try (SinkHarness sink = SinkHarness.open(gone.url())) {
            write(sink, 0, 20);
            sink.runUntil(() -> sink.counter("retries") >= 2);
            try (ResultServer back = ResultServer.startOn(gone.port(), ResultServer.TAKING)) {
                sink.runUntil(() -> sink.gauge("waiting") == 0);

                assertThat(back.taken()).isEqualTo(lines(0, 20));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void aResultThatIsRefusedIsGivenUpAndAllOthersArrive(int status) throws Exception {
        List<String> bad =
                List.of(ResultJson.toText(result(0)), ResultJson.toText(result(333)), ResultJson.toText(result(999)));
        try (ResultServer server = ResultServer.start(request -> {
                    if (request.lines().stream().anyMatch(bad::contains)) {
                        request.answer(status, "{\"detail\":\"bad\"}");
                    } else {
                        request.take().answer(200, "");
                    }
                });
                SinkHarness sink = SinkHarness.open(server.url())) {
            write(sink, 0, 1000);
            sink.runUntil(() -> sink.gauge("waiting") == 0);

            assertThat(server.taken())
                    .isEqualTo(lines(0, 1000).stream()
                            .filter(line -> !bad.contains(line))
                            .toList());
            assertThat(sink.counter("refused")).isEqualTo(3);
            assertThat(sink.counter("resultsSent")).isEqualTo(997);
            assertThat(sink.counter("retries")).isZero();
            assertThat(server.requests()).hasSizeLessThan(80);
        }
    }

    @Test
    void readsTheTokenAnewWhenItIsRefused(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("token");
        Files.writeString(file, "old\n");
        try (ResultServer server = ResultServer.start(request -> {
                    if ("Bearer new".equals(request.header("Authorization"))) {
                        request.take().answer(200, "");
                    } else {
                        request.answer(401, "");
                    }
                });
                SinkHarness sink = SinkHarness.open(server.url(), file.toString())) {
            write(sink, 0, 5);
            sink.runUntil(() -> sink.counter("retries") >= 2);
            assertThat(server.requests().get(0).header("Authorization")).isEqualTo("Bearer old");
            Files.delete(file);
            long before = sink.counter("retries");
            sink.runUntil(() -> sink.counter("retries") > before + 1);
            Files.writeString(file, "new\n");
            sink.runUntil(() -> sink.gauge("waiting") == 0);

            assertThat(server.taken()).isEqualTo(lines(0, 5));
            assertThat(sink.counter("refused")).isZero();
        }
    }

    @Test
    void aCheckpointWaitsForNoAnswerAndHoldsWhatHasNone() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        OperatorSubtaskState state;
        try (ResultServer hanging = ResultServer.start(request -> release.await());
                SinkHarness sink = SinkHarness.open(hanging.url())) {
            write(sink, 0, 700);
            await().until(() -> hanging.requests().size() == 1);
            state = sink.checkpoint();
            assertThat(sink.counter("resultsSent")).isZero();
        } finally {
            release.countDown();
        }
        try (ResultServer server = ResultServer.start(ResultServer.TAKING);
                SinkHarness sink = SinkHarness.restore(server.url(), state)) {
            sink.runUntil(() -> sink.gauge("waiting") == 0);

            assertThat(server.taken()).isEqualTo(lines(0, 700));
        }
    }

    @Test
    void whatWasAcknowledgedIsInNoCheckpoint() throws Exception {
        try (ResultServer server = ResultServer.start(ResultServer.TAKING)) {
            OperatorSubtaskState state;
            try (SinkHarness sink = SinkHarness.open(server.url())) {
                write(sink, 0, 10);
                sink.runUntil(() -> sink.gauge("waiting") == 0);
                state = sink.checkpoint();
            }
            try (SinkHarness sink = SinkHarness.restore(server.url(), state)) {
                write(sink, 10, 12);
                sink.runUntil(() -> sink.gauge("waiting") == 0);
            }
            assertThat(server.taken()).isEqualTo(lines(0, 12));
        }
    }

    @Test
    void holdsThePipelineUpOnlyWhenTooMuchWaitsAndSaysSoMeanwhile() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        DeadLetter large = DeadLetter.of("demo", "s1", 0, "not-json", "x".repeat(4096), 4096);
        long fitting = HttpResultWriter.MOST_WAITING_BYTES / ResultJson.toBytes(large).length + 1;
        try (ResultServer server = ResultServer.start(request -> {
                    release.await();
                    request.take().answer(200, "");
                });
                SinkHarness sink = SinkHarness.open(server.url())) {
            for (long i = 0; i < fitting; i++) {
                sink.write(large);
            }
            assertThat(sink.gauge("waiting")).isEqualTo(fitting);
            assertThat(sink.gauge("waitingBytes")).isGreaterThanOrEqualTo(HttpResultWriter.MOST_WAITING_BYTES);
            assertThat(sink.gauge("blockedMillis")).isZero();
            CompletableFuture<Void> seen = CompletableFuture.runAsync(() -> {
                await().atMost(Duration.ofSeconds(20)).until(() -> sink.gauge("blockedMillis") > 0);
                release.countDown();
            });

            sink.write(large);

            assertThat(seen).isCompleted();
            long blocked = sink.gauge("blockedMillis");
            sink.runUntil(() -> sink.gauge("waiting") == 0);
            assertThat(sink.gauge("blockedMillis")).isEqualTo(blocked);
            assertThat(server.taken()).hasSize((int) fitting + 1);
        }
    }

    @Test
    void theEndOfTheInputWaitsForTheLastAnswer() throws Exception {
        try (ResultServer server = ResultServer.start(ResultServer.TAKING);
                SinkHarness sink = SinkHarness.open(server.url())) {
            write(sink, 0, 2000);
            sink.endInput();

            assertThat(server.taken()).isEqualTo(lines(0, 2000));
        }
    }
}

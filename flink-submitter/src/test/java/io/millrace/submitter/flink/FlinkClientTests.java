package io.millrace.submitter.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.submitter.flink.SavepointProgress.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FlinkClientTests {

    @Test
    void asksForManyMetricsInRequestsThatFlinkCanRead() throws Exception {
        String metrics = IntStream.range(0, 45)
                .mapToObj(i -> "{\"id\":\"Source__%s%d.numRecordsInPerSecond\",\"sum\":1}".formatted("x".repeat(70), i))
                .collect(Collectors.joining(",", "[", "]"));
        try (FakeFlink flink = new FakeFlink().with("/jobs/j/vertices/v/subtasks/metrics", 200, metrics)) {
            var vertex = new JobDetails.Vertex("v", 1, Map.of());

            flink.client().throughput(new JobDetails("j", FlinkState.RUNNING, 0, 0, 0, Map.of(), List.of(vertex)));

            assertThat(flink.requests())
                    .hasSize(6)
                    .allSatisfy(line -> assertThat(line).hasSizeLessThan(2000));
        }
    }

    @Test
    void callsARefusalByItsStatusAndFlinksOwnWords() throws Exception {
        try (FakeFlink flink = new FakeFlink().with("/jobs/j/stop", 503, "{\"errors\":[\"outer\",\"busy\"]}")) {
            FlinkRefusedException refused = catchThrowableOfType(
                    FlinkRefusedException.class, () -> flink.client().stop("j", "t", null));

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused).hasMessage("Flink answered POST /jobs/j/stop with 503: busy");
        }
    }

    @Test
    void takesNoAnswerAndAnUnreadableOneForUnreachable() throws Exception {
        FakeFlink flink = new FakeFlink().with("/jars", 200, "<html>");
        FlinkClient client = flink.client();
        assertThatThrownBy(client::jarIds)
                .isInstanceOf(FlinkUnreachableException.class)
                .hasMessageStartingWith("GET /jars at " + client.url() + " was not answered as Flink does: ");

        flink.close();

        assertThatThrownBy(client::webConfiguration)
                .isInstanceOf(FlinkUnreachableException.class)
                .hasMessageStartingWith("Flink at " + client.url() + " gives no answer to GET /config: ");
    }

    @Test
    void takesAnAnswerThatLacksWhatItMustTellForUnreadable() throws Exception {
        try (FakeFlink flink =
                new FakeFlink().with("/jars", 200, "{}").with("/jobs/overview", 200, "{\"jobs\":[{\"jid\":\"j\"}]}")) {
            assertThatThrownBy(flink.client()::jarIds)
                    .isInstanceOf(FlinkUnreachableException.class)
                    .hasMessageContaining("required creator property 'files'");
            assertThatThrownBy(flink.client()::jobStates)
                    .isInstanceOf(FlinkUnreachableException.class)
                    .hasMessageContaining("required creator property 'state'");
        }
    }

    @Test
    void tellsTheSavepointOfAStopThatFailedForACauseOfItsOwn() throws Exception {
        // as the adaptive scheduler has it; the other one gives no cause
        String trace =
                "org.apache.flink.runtime.scheduler.stopwithsavepoint.StopWithSavepointStoppingException: A savepoint"
                        + " has been created at: file:/sp/savepoint-1, but the corresponding job 00 failed during stopping."
                        + "\\n\\tat a.B.c(B.java:1)\\nCaused by: java.lang.IllegalStateException: a bad end\\n\\tat a.B.d(B.java:2)";
        String answer =
                "{\"status\":{\"id\":\"COMPLETED\"},\"operation\":{\"failure-cause\":{\"stack-trace\":\"%s\"}}}";
        try (FakeFlink flink = new FakeFlink().with("/jobs/j/savepoints/t", 200, answer.formatted(trace))) {
            assertThat(flink.client().savepointProgress("j", "t"))
                    .isEqualTo(new SavepointProgress(
                            Step.FAILED, "file:/sp/savepoint-1", "java.lang.IllegalStateException: a bad end"));
        }
    }

    @Test
    void cutsTheStackTraceOfAFailureAndKeepsItsRootCause() throws Exception {
        String trace = "a.Outer: x" + "\\n\\tat a.B.c(B.java:1)".repeat(1000) + "\\nCaused by: a.Inner: y";
        String answer = "{\"exceptionHistory\":{\"entries\":[{\"timestamp\":7,\"exceptionName\":\"a.Outer\","
                + "\"stacktrace\":\"%s\",\"taskName\":null}]}}";
        try (FakeFlink flink = new FakeFlink().with("/jobs/j/exceptions", 200, answer.formatted(trace))) {
            JobFailure failure = flink.client().exceptions("j").get(0);

            assertThat(failure.stackTrace()).hasSize(16_384).startsWith("a.Outer: x\n\tat ");
            assertThat(failure).isEqualTo(new JobFailure(7, "a.Outer", "a.Inner: y", failure.stackTrace(), null));
        }
    }

    @Test
    void doesNotAskAgainForTheParallelismThatIsRequiredAlready() throws Exception {
        String path = "/jobs/j/resource-requirements";
        String known = "{\"v\":{\"parallelism\":{\"lowerBound\":1,\"upperBound\":2}}}";
        try (FakeFlink flink = new FakeFlink().with(path, 200, known)) {
            var job = new JobDetails(
                    "j", FlinkState.RUNNING, 0, 0, 0, Map.of(), List.of(new JobDetails.Vertex("v", 1, Map.of())));

            flink.client().requireParallelism(job, 2);
            flink.client().requireParallelism(job, 3);

            assertThat(flink.requests()).containsExactly("GET " + path, "GET " + path, "PUT " + path);
        }
    }

    /** {@code DELETE /cluster} ends the whole cluster, whoever else uses it. */
    @Test
    void deletesNothingButJars() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/millrace/submitter/flink"))) {
            String sources = files.map(FlinkClientTests::read).collect(Collectors.joining());

            assertThat(Pattern.compile("\\.delete\\((.*?)[,)]")
                            .matcher(sources)
                            .results()
                            .map(call -> call.group(1)))
                    .containsExactly("\"/jars/{id}\"");
            assertThat(sources).doesNotContain("\"/cluster").containsOnlyOnce("HttpMethod.DELETE");
        }
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.millrace.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Scanner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ResultsIT {
    private static final JsonMapper JSON = new JsonMapper();

    /** Nobody listens there: results do not depend on the stream. */
    private static final int NO_PRODUCER = 1;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    @TempDir
    private Path folder;

    private @Nullable RunningConsumer running;

    @AfterEach
    void stop() {
        if (running != null) {
            running.close();
        }
    }

    private RunningConsumer start(String... arguments) {
        RunningConsumer started = RunningConsumer.start(folder, NO_PRODUCER, arguments);
        running = started;
        return started;
    }

    private static String count(String id, Instant end, String dimension, String key, int count) {
        return "{\"id\":\"" + id + "\",\"kind\":\"count\",\"window\":{\"start\":\"" + end.minusSeconds(10)
                + "\",\"end\":\"" + end + "\"},\"dimension\":\"" + dimension + "\",\"key\":\"" + key
                + "\",\"count\":" + count + "}";
    }

    private static String alert(String id, Instant time) {
        return "{\"id\":\"" + id + "\",\"kind\":\"alert\",\"time\":\"" + time + "\"}";
    }

    private static void assertProblem(HttpResponse<String> response, int status, String code, String detail) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("content-type")).hasValue("application/problem+json");
        JsonNode problem = JSON.readTree(response.body());
        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(problem.get("detail").asString()).isEqualTo(detail);
    }

    @Test
    void takesResultsOnceAndServesThemAlsoAfterARestart() throws Exception {
        RunningConsumer consumer = start();
        String first = count("a", now.minusSeconds(20), "total", "all", 3);
        String second = count("b", now.minusSeconds(10), "level", "Error", 1);
        String corrected = count("b", now.minusSeconds(10), "level", "Error", 2);
        String alert = alert("c", now.minusSeconds(5));
        String old = alert("d", now.minus(25, ChronoUnit.HOURS));
        String letter = "{\"id\":\"e\",\"kind\":\"dead-letter\",\"reason\":\"not-json\",\"line\":\"\\u00fc\u00e4\"}";

        HttpResponse<String> answer =
                consumer.post("/results", String.join("\n", first, second, alert, old, letter) + "\n");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"received\":5,\"stored\":4,\"repeated\":0,\"ignored\":1}");
        assertThat(consumer.post("/results", first + "\n" + corrected).body())
                .isEqualTo("{\"received\":2,\"stored\":1,\"repeated\":1,\"ignored\":0}");
        assertThat(consumer.post("/results", "").body())
                .isEqualTo("{\"received\":0,\"stored\":0,\"repeated\":0,\"ignored\":0}");
        assertThat(consumer.metric("millrace_consumer_results_total{outcome=\"stored\"}"))
                .isEqualTo(5.0);
        assertThat(consumer.metric("millrace_consumer_results_total{outcome=\"repeated\"}"))
                .isEqualTo(1.0);
        assertThat(consumer.metric("millrace_consumer_results_total{outcome=\"ignored\"}"))
                .isEqualTo(1.0);
        assertThat(consumer.metric("millrace_consumer_results_kept")).isEqualTo(4.0);

        consumer.close();
        RunningConsumer again = start();

        assertThat(again.send("/results/windows").body()).isEqualTo("[" + corrected + "," + first + "]");
        assertThat(again.send("/results/windows?limit=1").body()).isEqualTo("[" + corrected + "]");
        assertThat(again.send("/results/windows?dimension=total&key=all").body())
                .isEqualTo("[" + first + "]");
        assertThat(again.send("/results/windows?from=" + now.minusSeconds(20) + "&to=" + now.minusSeconds(10))
                        .body())
                .isEqualTo("[" + corrected + "]");
        assertThat(again.send("/results/alerts").body()).isEqualTo("[" + alert + "]");
        assertThat(again.send("/results?kind=dead-letter").body()).isEqualTo("[" + letter + "]");
        assertThat(again.post("/results", corrected).body())
                .isEqualTo("{\"received\":1,\"stored\":0,\"repeated\":1,\"ignored\":0}");
        assertThat(again.get("/actuator/health").at("/components/results").toString())
                .isEqualTo("{\"details\":{\"kept\":4},\"status\":\"UP\"}");
    }

    @Test
    void aRequestWithAMalformedLineIsRefusedAsAWholeAndTheLineIsNamed() throws Exception {
        RunningConsumer consumer = start();
        HttpResponse<String> refusal =
                consumer.post("/results", alert("a", now) + "\n{\"kind\":\"alert\"}\n" + alert("b", now));

        assertProblem(
                refusal,
                400,
                "malformed-result",
                "Line 2 is no result: 'id' is not 1 to 100 visible ASCII characters. Nothing of this request was"
                        + " kept.");
        assertThat(JSON.readTree(refusal.body()).get("line").asInt()).isEqualTo(2);
        assertThat(consumer.send("/results/alerts").body()).isEqualTo("[]");
        assertThat(consumer.metric("millrace_consumer_results_refused_total")).isEqualTo(1.0);
    }

    @Test
    void aBodyThatIsTooLargeIsRefusedAndItsSenderToldSo() throws Exception {
        RunningConsumer consumer = start();
        String line = alert("a", now) + " ".repeat(1000) + "\n";

        assertProblem(
                consumer.post("/results", line.repeat(9000)),
                413,
                "body-too-large",
                "The body has more than 8388608 bytes; send the results in several requests. Nothing of this one was"
                        + " kept.");
        assertThat(consumer.post("/results", line.repeat(7000)).statusCode()).isEqualTo(200);
        assertThat(consumer.send("/results/alerts").body()).isEqualTo("[" + alert("a", now) + "]");
    }

    @Test
    void browsersSeeResultsAsTheyComeAndNoneTwice() throws Exception {
        RunningConsumer consumer = start();
        String wanted = count("a", now, "level", "Error", 1);
        String corrected = count("a", now, "level", "Error", 2);
        HttpResponse<InputStream> response = consumer.stream("/results/stream?kind=count&dimension=level&key=Error");
        assertThat(response.headers().firstValue("content-type")).hasValue("text/event-stream");
        assertThat(response.headers().firstValue("cache-control")).hasValue("no-store");
        try (Scanner lines = new Scanner(response.body(), StandardCharsets.UTF_8).useDelimiter("\n\n")) {
            assertThat(lines.next()).isEqualTo(": heartbeat");
            consumer.post("/results", count("b", now, "total", "all", 9) + "\n" + wanted);
            consumer.post("/results", wanted + "\n" + count("c", now, "level", "Warning", 9));
            consumer.post("/results", alert("d", now));
            consumer.post("/results", corrected);

            assertThat(lines.next()).isEqualTo("id: a\ndata: " + wanted);
            assertThat(lines.next()).isEqualTo("id: a\ndata: " + corrected);
        }
    }

    @Test
    void stoppingTheServiceEndsItsResultStreams() throws Exception {
        RunningConsumer consumer = start();
        HttpResponse<InputStream> response = consumer.stream("/results/stream");

        consumer.close();

        assertThat(new String(response.body().readAllBytes(), StandardCharsets.UTF_8))
                .startsWith(": heartbeat\n\n");
    }

    @Test
    void resultsNeedTheToken() throws Exception {
        RunningConsumer consumer = start("--millrace.token=secret");
        for (String path : List.of("/results?kind=alert", "/results/alerts", "/results/windows", "/results/stream")) {
            assertThat(consumer.send(path).statusCode()).as(path).isEqualTo(401);
        }
        assertThat(consumer.post("/results", alert("a", now)).statusCode()).isEqualTo(401);

        assertThat(consumer.send(consumer.request("/results")
                                .header("Authorization", "Bearer secret")
                                .header("Content-Type", "application/x-ndjson")
                                .POST(BodyPublishers.ofString(alert("b", now))))
                        .statusCode())
                .isEqualTo(200);
        assertThat(consumer.send(consumer.request("/results/alerts").header("Authorization", "Bearer secret"))
                        .body())
                .isEqualTo("[" + alert("b", now) + "]");
    }

    @Test
    void everyWayToResultsIsDescribed() throws Exception {
        JsonNode paths = start().get("/v3/api-docs").get("paths");

        assertThat(paths.propertyNames())
                .contains("/results", "/results/alerts", "/results/windows", "/results/stream");
        assertThat(paths.at("/~1results/post/summary").asString()).startsWith("Takes results, one JSON object a line");
    }

    @Test
    void badRequestsAreProblems() throws Exception {
        RunningConsumer consumer = start();

        assertProblem(
                consumer.send("/results/windows?limit=10001"),
                400,
                "validation-failed",
                "'limit' must be less than or equal to 10000.");
        assertProblem(
                consumer.send("/results/alerts?limit=0"),
                400,
                "validation-failed",
                "'limit' must be greater than or equal to 1.");
        assertProblem(
                consumer.send("/results/windows?from=noon"),
                400,
                "bad-value",
                "'noon' is not a possible value of 'from'.");
        assertThat(consumer.send(consumer.request("/results")
                                .header("Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString(alert("a", now))))
                        .statusCode())
                .isEqualTo(415);
    }
}

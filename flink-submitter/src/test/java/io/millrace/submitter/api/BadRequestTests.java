package io.millrace.submitter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.submitter.RunningSubmitter;
import io.millrace.submitter.store.Lease;
import io.millrace.submitter.testjob.TestJar;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is sent is answered with what is wrong about it, and never as the submitter's own failure. */
class BadRequestTests {

    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int MEBIBYTE = 1 << 20;
    private static final String TOO_LARGE = "{\"arguments\":[\"" + "a".repeat(MEBIBYTE) + "\"]}";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static RunningSubmitter submitter;

    @SuppressWarnings("NullAway.Init")
    private static String job;

    @BeforeAll
    static void start() {
        Path jar = TestJar.write(folder.resolve("sequence.jar"));
        submitter = RunningSubmitter.start(
                folder, URI.create("http://127.0.0.1:1"), "--millrace.submitter.bundled-jar=" + jar);
        await().until(submitter.part(Lease.class)::held);
        job = "/jobs/" + submitter.declare("");
    }

    @AfterAll
    static void stop() {
        submitter.close();
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("/jobs", "{\"entryClass\":\"a" + ".a".repeat(20_000) + "\"}", "entryClass"),
                Arguments.of("/jobs", "{\"entryClass\":\"a..b\"}", "entryClass"),
                Arguments.of("/jobs", "{\"entryClass\":\".a\"}", "entryClass"),
                Arguments.of("/jobs", "{\"entryClass\":\"a.\"}", "entryClass"),
                Arguments.of("/jobs", "{\"artifact\":\"" + "a".repeat(4097) + "\"}", "artifact"),
                Arguments.of("/jobs", "{\"savepoint\":\"a\\u0000\"}", "savepoint"),
                Arguments.of("/jobs", "{\"savepoint\":\"a\\n\"}", "savepoint"),
                Arguments.of("/jobs", "{\"arguments\":[\"\\ud800\"]}", "arguments[0]"),
                Arguments.of("/jobs", "{\"arguments\":[" + "\"\",".repeat(1000) + "\"\"]}", "arguments"),
                Arguments.of("/jobs", "{\"flinkConfiguration\":{\"a\":\"\\ud800\"}}", "flinkConfiguration[a]"),
                Arguments.of("/jobs", "{\"flinkConfiguration\":{" + settings(1001) + "}}", "flinkConfiguration"),
                Arguments.of("/jobs", "{\"parallelism\":32769}", "parallelism"),
                Arguments.of("/resume", "{\"savepoint\":\"a\\u0000\"}", "savepoint"),
                Arguments.of("/rescale", "{\"parallelism\":32769}", "parallelism"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void namesTheMemberThatIsNotValid(String path, String body, String field) throws Exception {
        JsonNode problem =
                problem(400, send("POST", path.equals("/jobs") ? path : job + path, "application/json", body));

        assertThat(problem.get("code").asString()).isEqualTo("validation-failed");
        assertThat(problem.get("errors").get(0).get("field").asString()).startsWith(field);
    }

    @ParameterizedTest
    @MethodSource("tooLarge")
    void readsNoMoreThanAMebibyte(BodyPublisher body) throws Exception {
        JsonNode problem = problem(413, send("POST", "/jobs", "application/json", body));

        assertThat(problem.get("code").asString()).isEqualTo("body-too-large");
        assertThat(problem.get("detail").asString())
                .contains("exceeds the maximum allowed (1048576)")
                .endsWith(" Send less.");
    }

    static Stream<BodyPublisher> tooLarge() {
        byte[] body = TOO_LARGE.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                BodyPublishers.ofByteArray(body), BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of("POST", "/artifacts", "multipart/form-data", "x", 400, "malformed-form"),
                Arguments.of("POST", "/artifacts", "multipart/form-data; boundary=x", "x", 400, "bad-request"),
                Arguments.of("PUT", "", "application/x-www-form-urlencoded", "a=%zz", 415, "unsupported-media-type"),
                Arguments.of("POST", "/resume", "application/x-www-form-urlencoded", "", 415, "unsupported-media-type"),
                Arguments.of("POST", "/jobs", "application/json;charset=foo", "{}", 415, "unsupported-media-type"),
                Arguments.of("POST", "/jobs", "application/json", "{\"x\":" + "[".repeat(5000), 413, "body-too-large"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void saysWhatIsWrong(String method, String path, String type, String body, int status, String code)
            throws Exception {
        boolean whole = path.equals("/jobs") || path.equals("/artifacts");

        assertThat(problem(status, send(method, whole ? path : job + path, type, body))
                        .get("code")
                        .asString())
                .isEqualTo(code);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void knowsNoOtherId(String path) {
        assertThat(submitter.send(HttpMethod.GET, path, "").getStatusCode().value())
                .isEqualTo(404);
    }

    static Stream<String> ids() {
        return Stream.of("/jobs/", "/operations/", "/artifacts/")
                .flatMap(path -> Stream.of("x", "a".repeat(4000)).map(path::concat));
    }

    private static String settings(int count) {
        StringBuilder settings = new StringBuilder("\"s\":\"\"");
        for (int i = 1; i < count; i++) {
            settings.append(",\"s").append(i).append("\":\"\"");
        }
        return settings.toString();
    }

    private static HttpResponse<String> send(String method, String path, String type, String body) throws Exception {
        return send(method, path, type, BodyPublishers.ofString(body));
    }

    private static HttpResponse<String> send(String method, String path, String type, BodyPublisher body)
            throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(submitter.url().resolve(path))
                        .header("Content-Type", type)
                        .header("If-Match", "*")
                        .method(method, body)
                        .build(),
                BodyHandlers.ofString());
    }

    private static JsonNode problem(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        return JSON.readTree(answer.body());
    }
}

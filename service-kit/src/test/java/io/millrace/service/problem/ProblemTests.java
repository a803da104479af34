package io.millrace.service.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.service.HttpCaller;
import io.millrace.service.SampleService;
import java.net.http.HttpResponse;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProblemTests {

    private static final JsonMapper JSON = new JsonMapper();

    private static ConfigurableApplicationContext context;
    private static HttpCaller caller;

    @BeforeAll
    static void start() {
        context = SampleService.start();
        caller = new HttpCaller(SampleService.port(context));
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void tellsAServicesOwnProblemWithItsExtras() throws Exception {
        JsonNode problem = problem(409, caller.get("/taken"));

        assertThat(problem).isEqualTo(JSON.readTree("""
                                {"detail":"It is there.","instance":"/taken","status":409,"title":"Conflict",
                                 "job":"a","code":"job-exists"}"""));
    }

    static Stream<Arguments> badBodies() {
        return Stream.of(
                Arguments.of(
                        "{\"eventsPerSecond\":5,\"overr\":\"PT1S\"}",
                        "unknown-property",
                        "'overr' is not a known property; known here: eventsPerSecond, over, shape."),
                Arguments.of(
                        "{\"eventsPerSecond\":\"fast\"}",
                        "bad-value",
                        "'eventsPerSecond' must be a number in the range of its kind."),
                Arguments.of(
                        "{\"eventsPerSecond\":5,\"over\":\"soon\"}",
                        "bad-value",
                        "'over' must be an ISO 8601 duration such as PT30S, not 'soon'."),
                Arguments.of(
                        "{\"eventsPerSecond\":5,\"over\":30}",
                        "bad-value",
                        "'over' must be an ISO 8601 duration such as PT30S, not '30'."),
                Arguments.of(
                        "{\"eventsPerSecond\":5,\"over\":\"\"}",
                        "bad-value",
                        "'over' must be an ISO 8601 duration such as PT30S, not ''."),
                Arguments.of(
                        "{\"eventsPerSecond\":5,\"over\":[\"PT1S\"]}",
                        "bad-value",
                        "'over' must be an ISO 8601 duration such as PT30S."),
                Arguments.of(
                        "{\"eventsPerSecond\":99999999999}",
                        "bad-value",
                        "'eventsPerSecond' must be a number in the range of its kind."),
                Arguments.of(
                        "{\"eventsPerSecond\":5,\"shape\":\"CURVE\"}",
                        "bad-value",
                        "'shape' must be one of STEP, RAMP, not 'CURVE'."),
                Arguments.of("[1]", "bad-value", "The request body must be an object."),
                Arguments.of(
                        "{\"eventsPerSecond\":13}", "bad-value", "The request body: 13 is not a rate anybody wants"),
                Arguments.of("", "unreadable-body", "The request body is missing or cannot be read."),
                Arguments.of(
                        "{\"eventsPerSecond\":-1}",
                        "validation-failed",
                        "'eventsPerSecond' must be greater than or equal to 0."));
    }

    @ParameterizedTest
    @MethodSource("badBodies")
    void namesWhatIsWrongInABody(String body, String code, String detail) throws Exception {
        JsonNode problem = problem(400, caller.send("PUT", "/rate", body, "Content-Type", "application/json"));

        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(problem.get("detail").asString()).isEqualTo(detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"form\":\"cube\"} | 'form' must be one of circle, square, not 'cube'.",
                "{\"side\":5} | 'form' must be one of circle, square.",
                "{\"form\":\"circle\",\"radius\":1,\"side\":5} | 'side' is not a known property; known here: radius."
            },
            quoteCharacter = '`')
    void namesTheShapesOfABody(String body, String detail) throws Exception {
        JsonNode problem = problem(400, caller.send("PUT", "/form", body, "Content-Type", "application/json"));

        assertThat(problem.get("detail").asString()).isEqualTo(detail);
    }

    @Test
    void namesThePlaceWhereABodyIsNotJson() throws Exception {
        JsonNode problem = problem(
                400, caller.send("PUT", "/rate", "{\n \"eventsPerSecond\": ?", "Content-Type", "application/json"));

        assertThat(problem.get("code").asString()).isEqualTo("malformed-json");
        assertThat(problem.get("detail").asString())
                .startsWith("The request body is not JSON at line 2, column 21: Unexpected character ('?'");
    }

    @Test
    void namesThePathVariableThatHasTheWrongType() throws Exception {
        JsonNode problem = problem(400, caller.get("/data/x"));

        assertThat(problem.get("code").asString()).isEqualTo("bad-value");
        assertThat(problem.get("detail").asString()).isEqualTo("'x' is not a possible value of 'id'.");
    }

    @Test
    void namesTheParameterThatIsNotValid() throws Exception {
        JsonNode problem = problem(400, caller.get("/open?limit=0"));

        assertThat(problem.get("code").asString()).isEqualTo("validation-failed");
        assertThat(problem.get("errors").get(0).get("field").asString()).isEqualTo("limit");
        assertThat(problem.get("detail").asString()).isEqualTo("'limit' must be greater than or equal to 1.");
    }

    @Test
    void namesTheLimitABodyIsBeyond() throws Exception {
        JsonNode problem = problem(
                413, caller.send("PUT", "/rate", "{\"x\":" + "[".repeat(501), "Content-Type", "application/json"));

        assertThat(problem.get("code").asString()).isEqualTo("body-too-large");
        assertThat(problem.get("detail").asString())
                .isEqualTo(
                        "The request body is larger or deeper than is taken: Document nesting depth (501) exceeds the"
                                + " maximum allowed (500). Send less.");
    }

    @Test
    void saysThatParametersCannotBeRead() throws Exception {
        assertThat(caller.raw("GET /open?limit=%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("\"code\":\"malformed-parameters\"");
    }

    @ParameterizedTest
    @CsvSource({
        "multipart/form-data,/form,POST,400,malformed-form",
        "application/x-www-form-urlencoded,/rate,PUT,415," + "unsupported-media-type"
    })
    void saysThatAFormCannotBeRead(String type, String path, String method, int status, String code) throws Exception {
        JsonNode problem = problem(status, caller.send(method, path, "a=%zz", "Content-Type", type));

        assertThat(problem.get("code").asString()).isEqualTo(code);
    }

    static Stream<Arguments> springsOwn() {
        return Stream.of(
                Arguments.of("GET", "/nowhere", 404, "not-found"),
                Arguments.of("GET", "/error", 404, "not-found"),
                Arguments.of("DELETE", "/open", 405, "method-not-allowed"),
                Arguments.of("PUT", "/rate", 415, "unsupported-media-type"));
    }

    @ParameterizedTest
    @MethodSource("springsOwn")
    void givesSpringsOwnErrorsACode(String method, String path, int status, String code) throws Exception {
        JsonNode problem = problem(status, caller.send(method, path, "x", "Accept", "text/html"));

        assertThat(problem.get("code").asString()).isEqualTo(code);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
    }

    @Test
    void keepsTheCauseOfAnInternalErrorToItself() throws Exception {
        JsonNode problem = problem(500, caller.get("/broken"));

        assertThat(problem.get("code").asString()).isEqualTo("internal-server-error");
        assertThat(problem.toString()).doesNotContain("secret");
    }

    private static JsonNode problem(int status, HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        return JSON.readTree(response.body());
    }
}

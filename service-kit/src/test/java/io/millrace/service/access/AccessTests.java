package io.millrace.service.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.service.HttpCaller;
import io.millrace.service.SampleService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

class AccessTests {

    private static final String JSON = "application/json";
    private static final String RATE = "{\"eventsPerSecond\":5}";

    private static ConfigurableApplicationContext context;
    private static HttpCaller caller;

    @BeforeAll
    static void start() {
        context = SampleService.start("--millrace.token=s3cret-ü");
        caller = new HttpCaller(SampleService.port(context));
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void refusesMutationsWithoutTheToken() throws Exception {
        var response = caller.send("PUT", "/rate", RATE, "Content-Type", JSON);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"millrace\"");
        assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(response.body())
                .isEqualTo("{\"detail\":\"This needs the token: send the header 'Authorization: Bearer"
                        + " <MILLRACE_TOKEN>'.\",\"instance\":\"/rate\",\"status\":401,\"title\":\"Unauthorized\","
                        + "\"code\":\"unauthorized\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer wrong", "Bearer s3cret-", "Bearer ", "Basic s3cret-ü", "s3cret-ü"})
    void refusesOtherCredentials(String authorization) throws Exception {
        String answer = caller.raw("GET /data/1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
                + authorization + "\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 401");
    }

    @Test
    void acceptsTheTokenForMutationsAndProtectedReads() throws Exception {
        String token = "Host: localhost\r\nConnection: close\r\nAuthorization: bearer s3cret-ü\r\n";

        assertThat(caller.raw("GET /data/1 HTTP/1.1\r\n" + token + "\r\n")).startsWith("HTTP/1.1 200");
        assertThat(caller.raw("PUT /rate HTTP/1.1\r\n" + token + "Content-Type: application/json\r\nContent-Length: "
                        + RATE.length() + "\r\n\r\n" + RATE))
                .startsWith("HTTP/1.1 200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/data/1", "/data/1?x=y", "/data", "/%64ata/1", "/data;a=b/1"})
    void protectsTheDeclaredReadsInEverySpelling(String path) throws Exception {
        assertThat(caller.get(path).statusCode()).isEqualTo(401);
        assertThat(caller.send("HEAD", path, "").statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/open",
                "/actuator/health",
                "/actuator/health/readiness",
                "/actuator/info",
                "/actuator/prometheus"
            })
    void leavesOtherReadsOpen(String path) throws Exception {
        assertThat(caller.get(path).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "LOCALHOST:8080, 200",
        "127.0.0.1:1, 200",
        "[::1]:8080, 200",
        "evil.example, 403",
        "localhost.evil.example, 403",
        "user@localhost, 400",
        "[::1]evil, 400"
    })
    void answersUnderAllowedHostNamesOnly(String host, int status) throws Exception {
        String answer = caller.raw("GET /open HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status);
        if (status == 403) {
            assertThat(answer)
                    .contains("\"code\":\"host-not-allowed\"")
                    .contains("The Host '" + host + "' is not among millrace.http.allowed-hosts");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:3000, 200",
        "https://127.0.0.1, 200",
        "http://[::1]:8080, 200",
        "http://evil.example, 403",
        "http://localhost@evil.example, 403",
        "null, 403",
        "%%%, 403"
    })
    void answersPagesOfAllowedHostsOnly(String origin, int status) throws Exception {
        var response = caller.get("/open", "Origin", origin);

        assertThat(response.statusCode()).isEqualTo(status);
        if (status == 403) {
            assertThat(response.body()).contains("\"code\":\"origin-not-allowed\"");
        }
    }

    @Test
    void needsNoTokenWhereNoneIsSetAndNothingIsPublished() throws Exception {
        try (var open = SampleService.start()) {
            var response = new HttpCaller(SampleService.port(open)).send("PUT", "/rate", RATE, "Content-Type", JSON);

            assertThat(response.statusCode()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.0.0.0", "192.0.2.1"})
    void refusesToStartWhenPublishedWithoutAToken(String publishedOn) {
        assertThatThrownBy(
                        () -> SampleService.start("--server.address=0.0.0.0", "--millrace.published-on=" + publishedOn))
                .rootCause()
                .isInstanceOf(PublishedWithoutTokenException.class)
                .hasMessageStartingWith("server.address=0.0.0.0 is reachable beyond this machine")
                .hasMessageEndingWith("and MILLRACE_TOKEN is not set.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "none"})
    void startsBoundWiderWhenPublishedOnLoopbackOrNotAtAll(String publishedOn) {
        try (var wide = SampleService.start("--server.address=0.0.0.0", "--millrace.published-on=" + publishedOn)) {
            assertThat(wide.isRunning()).isTrue();
        }
    }
}

package io.millrace.submitter.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.submitter.RunningSubmitter;
import io.millrace.submitter.store.Lease;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** A submitter with a token, asked for everything in its interface. */
class TokenTests {

    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET);

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static RunningSubmitter submitter;

    private record Call(HttpMethod method, String path) {}

    @BeforeAll
    static void start() {
        submitter = RunningSubmitter.start(folder, URI.create("http://127.0.0.1:1"), "--millrace.token=secret");
        await().until(submitter.part(Lease.class)::held);
    }

    @AfterAll
    static void stop() {
        submitter.close();
    }

    @Test
    void changesNothingAndShowsNoDataWithoutTheToken() {
        List<Call> calls = calls();

        assertThat(calls).hasSizeGreaterThan(20);
        assertThat(calls.stream().filter(call -> status(call) != 401))
                .containsExactly(new Call(HttpMethod.GET, "/cluster"));
        assertThat(calls.stream().filter(call -> status(call, "Authorization", "Bearer wrong") != 401))
                .containsExactly(new Call(HttpMethod.GET, "/cluster"));
    }

    @Test
    void takesEverythingWithTheToken() {
        assertThat(calls())
                .allSatisfy(call -> assertThat(status(call, "Authorization", "Bearer secret"))
                        .isNotIn(401, 403));
    }

    private static int status(Call call, String... headers) {
        return submitter
                .calls()
                .send(call.method(), call.path(), READS.contains(call.method()) ? "" : "{}", headers)
                .getStatusCode()
                .value();
    }

    /** All there are, of things that are not there. */
    private static List<Call> calls() {
        return submitter
                .get("/v3/api-docs")
                .get("paths")
                .propertyStream()
                .flatMap(path -> methods(path.getValue())
                        .map(method -> new Call(method, path.getKey().replace("{id}", "none"))))
                .toList();
    }

    private static Stream<HttpMethod> methods(JsonNode path) {
        return path.propertyNames().stream().map(name -> HttpMethod.valueOf(name.toUpperCase(Locale.ROOT)));
    }
}

package io.millrace.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.quickstart.Figures.JobFigures;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Reads from one server which stands in for all parts. */
class FiguresReaderTests {

    private final Map<String, String> answers = new HashMap<>(Map.of(
            "/generation", "{\"head\":1200}",
            "/feed", "{\"received\":1100}",
            "/jobs/overview", "{\"jobs\":[{\"jid\":\"a\",\"start-time\":1},{\"jid\":\"b\",\"start-time\":2}]}",
            "/jobs/b/checkpoints", "{\"counts\":{\"completed\":3}}",
            "/jobs/b/vertices/v1/subtasks/metrics", "[{\"id\":\"Source__a|b 1+2.numRecordsOut\"}]",
            "/jobs/b/vertices/v1/subtasks/metrics?agg=sum&get=Source__a|b 1+2.numRecordsOut", "[{\"sum\":900.0}]"));
    private HttpServer server;
    private FiguresReader reader;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        int port = server.getAddress().getPort();
        reader = new FiguresReader(new QuickstartPorts(port, port, port, port, port), null);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        // of a '+' in a query, Flink makes a blank
        String query = exchange.getRequestURI().getRawQuery();
        String asked =
                exchange.getRequestURI().getPath() + (query == null ? "" : "?" + URLDecoder.decode(query, UTF_8));
        String answer = answers.get(asked);
        byte[] body = (answer == null ? "" : answer).getBytes(UTF_8);
        try (exchange) {
            exchange.sendResponseHeaders(answer == null ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private void jobWithTasks(String running) {
        answers.put(
                "/jobs/b",
                "{\"state\":\"RUNNING\",\"vertices\":[{\"id\":\"v1\",\"name\":\"Source: a\",\"parallelism\":4,"
                        + "\"status\":\"RUNNING\",\"tasks\":{\"RUNNING\":" + running + "}},"
                        + "{\"id\":\"v2\",\"name\":\"sink\",\"parallelism\":1,\"status\":\"RUNNING\","
                        + "\"tasks\":{\"RUNNING\":1}}]}");
    }

    @Test
    void readsTheNewestJobAndItsSourcesWhateverTheirMetricsAreCalled() {
        jobWithTasks("4");

        assertThat(reader.read())
                .isEqualTo(new Figures(
                        OptionalLong.of(1200), OptionalLong.of(1100), new JobFigures("RUNNING", 5, 5, 900, 3)));
    }

    @Test
    void doesNotTakeAVertexForRunningWhileOneOfItsTasksIsNot() {
        jobWithTasks("3");

        JobFigures job = reader.read().job();

        assertThat(job).isEqualTo(new JobFigures("RUNNING", 4, 5, 900, 3));
        assertThat(Objects.requireNonNull(job).runs()).isFalse();
    }

    @Test
    void showsAsAbsentWhatAnswersWithSomethingElseThanJson() {
        answers.put("/generation", "<html>");
        answers.put("/jobs/overview", "{\"jobs\":[");

        assertThat(reader.read()).isEqualTo(new Figures(OptionalLong.empty(), OptionalLong.of(1100), null));
    }
}

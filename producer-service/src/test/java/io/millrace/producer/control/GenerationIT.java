package io.millrace.producer.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.producer.ProducerApplication;
import io.millrace.producer.server.StreamServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class GenerationIT {
    @TempDir
    private Path folder;

    private ConfigurableApplicationContext start(String... settings) {
        return new SpringApplicationBuilder(ProducerApplication.class)
                .properties("spring.config.name=" + ProducerApplication.CONFIG_NAME, "spring.main.banner-mode=off")
                .run(concat(
                        List.of(
                                "--server.port=0",
                                "--millrace.stream.port=0",
                                "--millrace.journal.folder=" + folder.resolve("journal")),
                        settings));
    }

    private static String[] concat(List<String> first, String... more) {
        return Stream.concat(first.stream(), List.of(more).stream()).toArray(String[]::new);
    }

    private static String call(ConfigurableApplicationContext context, String method, String path, String body)
            throws IOException, InterruptedException {
        String port = context.getEnvironment().getRequiredProperty("local.server.port");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build();
        var response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        return response.statusCode() + " " + response.body();
    }

    @Test
    void runsANewStreamAtAHundredEventsASecondAndTakesCommands() throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            assertThat(call(context, "GET", "/generation", ""))
                    .contains("\"state\":\"RUNNING\",\"eventsPerSecond\":100,\"head\":")
                    .contains("\"format\":\"canonical\",\"source\":\"synthetic\"");
            assertThat(call(context, "PUT", "/generation/rate", "{\"eventsPerSecond\":5000}"))
                    .startsWith("200 ")
                    .contains("\"eventsPerSecond\":5000");
            assertThat(call(context, "POST", "/generation/stop", "")).contains("\"state\":\"STOPPED\"");
            assertThat(call(context, "POST", "/generation/stop", "")).contains("\"state\":\"STOPPED\"");
            assertThat(call(context, "POST", "/generation/start", "")).contains("\"state\":\"RUNNING\"");
            assertThat(call(context, "GET", "/generation/journal", "").lines())
                    .hasSize(5)
                    .last()
                    .asString()
                    .startsWith("{\"kind\":\"started\",\"from\":");
            assertThat(call(context, "GET", "/clients", "")).isEqualTo("200 []");
            assertThat(call(context, "GET", "/actuator/prometheus", ""))
                    .contains("millrace_stream_rate_asked 5000.0")
                    .contains("millrace_stream_head_total")
                    .contains("millrace_stream_readers 0.0");
            assertThat(call(context, "GET", "/v3/api-docs", "")).contains("/generation/rate");
        }
    }

    @Test
    void refusesARateItCannotHave() throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            assertThat(call(context, "PUT", "/generation/rate", "{\"eventsPerSecond\":10000001}"))
                    .startsWith("400 ")
                    .contains("must be less than or equal to 10000000");
            assertThat(call(context, "PUT", "/generation/rate", "{}"))
                    .startsWith("400 ")
                    .contains("eventsPerSecond");
            assertThat(call(context, "PUT", "/generation/rate", "{\"eventsPerSecond\":0.9}"))
                    .startsWith("400 ")
                    .contains("eventsPerSecond");
            assertThat(call(context, "PUT", "/generation/rate", "{\"eventsPerSecond\":\"77\"}"))
                    .startsWith("400 ");
            assertThat(call(context, "PUT", "/generation/rate", "{\"eventsPerSecond\":5,\"colour\":1}"))
                    .startsWith("400 ")
                    .contains("colour");
        }
    }

    @Test
    void appliesARateGivenAtStartToAnExistingJournal() throws Exception {
        start("--millrace.generator.events-per-second=10").close();
        try (ConfigurableApplicationContext context = start()) {
            assertThat(call(context, "GET", "/generation", "")).contains("\"eventsPerSecond\":10,");
        }
        try (ConfigurableApplicationContext context = start("--millrace.generator.events-per-second=20")) {
            assertThat(call(context, "GET", "/generation", "")).contains("\"eventsPerSecond\":20,");
            assertThat(call(context, "GET", "/generation/journal", "")
                            .lines()
                            .map(line -> line.replaceAll(".*\"kind\":\"(\\w+)\".*", "$1")))
                    .containsExactly("created", "started", "paused", "resumed", "paused", "resumed", "rate");
        }
    }

    @Test
    void showsTheFormatOfItsLinesAndKeepsAJournalToIt() throws Exception {
        try (ConfigurableApplicationContext context = start("--millrace.generator.format=evtx_dump")) {
            assertThat(call(context, "GET", "/generation", "")).contains("\"format\":\"evtx_dump\"");
        }
        assertThatThrownBy(() -> start("--millrace.generator.format=nxlog"))
                .hasStackTraceContaining("keep its seed and source, or start over in an empty folder");
        assertThatThrownBy(() -> start("--millrace.generator.format=xml"))
                .hasStackTraceContaining("'millrace.generator.format'");
    }

    @Test
    void replaysRecordedLinesUnchangedAndEnds() throws Exception {
        Path recorded = folder.resolve("recorded.ndjson");
        Files.writeString(recorded, "{\"a\": 1 }\r\n\r\n{\"b\":\"\\u00e9é\"}\n{\"millrace\":\"x\"}\nrubbish");
        try (ConfigurableApplicationContext context = start(
                "--millrace.replay=" + recorded,
                "--millrace.generator.events-per-second=1000",
                "--millrace.generator.auto-start=false")) {
            int port = context.getBean(StreamServer.class).port();
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                await().until(() -> call(context, "GET", "/clients", "").contains("\"kind\":\"plain\""));
                call(context, "POST", "/generation/start", "");
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
                assertThat(List.of(lines.readLine(), lines.readLine(), lines.readLine(), lines.readLine()))
                        .containsExactly("{\"a\": 1 }", "{\"b\":\"\\u00e9é\"}", " {\"millrace\":\"x\"}", "rubbish");
            }
            assertThat(call(context, "GET", "/generation", ""))
                    .contains("\"state\":\"FINISHED\"")
                    .contains("\"head\":4")
                    .contains("4 lines, 1 blank");
        }
    }
}

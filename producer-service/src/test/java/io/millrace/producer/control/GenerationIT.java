package io.millrace.producer.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.millrace.producer.ProducerApplication;
import io.millrace.producer.generator.EventSource;
import io.millrace.producer.live.NumberSource;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

class GenerationIT {
    @TempDir
    private Path folder;

    private ConfigurableApplicationContext start(String... settings) {
        return start(new SpringApplicationBuilder(ProducerApplication.class), settings);
    }

    private ConfigurableApplicationContext start(SpringApplicationBuilder application, String... settings) {
        return application
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
    void rampsToARateAndFollowsAPattern() throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            assertThat(call(context, "GET", "/generation", ""))
                    .contains("\"curve\":{\"kind\":\"constant\",\"eventsPerSecond\":100}");
            assertThat(call(context, "PUT", "/generation/rate", "{\"eventsPerSecond\":5000,\"over\":\"PT8H\"}"))
                    .startsWith("200 ")
                    .contains("\"curve\":{\"kind\":\"ramp\",\"fromEventsPerSecond\":100,"
                            + "\"toEventsPerSecond\":5000,\"over\":\"PT8H\"}");
            assertThat(
                            call(
                                    context,
                                    "PUT",
                                    "/generation/pattern",
                                    "{\"pattern\":\"spikes\",\"base\":700,\"peak\":800,\"every\":\"PT2S\",\"lasting\":\"PT1S\"}"))
                    .startsWith("200 ")
                    .contains("\"curve\":{\"kind\":\"pattern\",\"period\":\"PT2S\",\"steps\":true,\"points\":["
                            + "{\"at\":\"PT0S\",\"eventsPerSecond\":800},{\"at\":\"PT1S\",\"eventsPerSecond\":700}]}");
            await().until(() -> achieved(context) >= 600 && achieved(context) <= 900);
            assertThat(call(context, "PUT", "/generation/pattern", "{\"pattern\":\"day\",\"low\":20,\"peak\":300}"))
                    .contains("{\"at\":\"PT2H\",\"eventsPerSecond\":20}")
                    .contains("{\"at\":\"PT10H\",\"eventsPerSecond\":300}");
            assertThat(
                            call(
                                    context,
                                    "PUT",
                                    "/generation/pattern",
                                    "{\"pattern\":\"points\",\"period\":\"PT1M\",\"points\":[{\"at\":\"PT5S\",\"eventsPerSecond\":7}]}"))
                    .contains("\"eventsPerSecond\":7,")
                    .contains("\"steps\":false");
        }
    }

    private static double achieved(ConfigurableApplicationContext context) throws IOException, InterruptedException {
        String body = call(context, "GET", "/generation", "");
        return Double.parseDouble(body.replaceAll(".*\"achievedEventsPerSecond\":([0-9.E]+).*", "$1"));
    }

    @Test
    void refusesCurvesItCannotFollow() throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            Map<String, String> refused = new HashMap<>(Map.of(
                    "rate {'eventsPerSecond':5,'over':'PT0S'}",
                    "over is more than PT0S and PT24H at most, not PT0S",
                    "rate {'eventsPerSecond':5,'over':'P2D'}",
                    "over is more than PT0S and PT24H at most, not PT48H",
                    "pattern {'pattern':'night'}",
                    "'pattern' must be one of day, spikes, points, not 'night'.",
                    "pattern {'pattern':'day','low':5,'peak':4}",
                    "low is peak, 4, at most, not 5",
                    "pattern {'pattern':'day','low':0,'peak':0}",
                    "a pattern has at least one event in its period; to have none, stop the stream",
                    "pattern {'pattern':'day','low':1,'peak':2,'period':'PT1H'}",
                    "'period' is not a known property; known here: low, peak.",
                    "pattern {'pattern':'spikes','base':1,'peak':2,'every':'PT5S','lasting':'PT5S'}",
                    "lasting is more than PT0S and less than every, PT5S, not PT5S",
                    "pattern {'pattern':'spikes','base':1,'peak':2,'lasting':'PT5S'}",
                    "every is missing",
                    "pattern {'pattern':'points','period':'PT5S','points':[]}",
                    "a pattern has 1 to 100 points, not 0",
                    "pattern {'pattern':'points','period':'PT5S','points':[{'at':'PT7S','eventsPerSecond':1}]}",
                    "points[0].at is PT0S or more and less than the period PT5S, not PT7S"));
            refused.put(
                    "rate {'eventsPerSecond':5,'over':30}",
                    "'over' must be an ISO 8601 duration such as PT30S, not '30'.");
            refused.put("pattern {'pattern':'points','period':'PT5S','points':[null]}", "points[0] is missing");
            refused.put(
                    "pattern {'pattern':'points','period':'PT5S','points':[{'eventsPerSecond':1}]}",
                    "'points[0]': at is missing");
            for (Map.Entry<String, String> each : refused.entrySet()) {
                String[] request = each.getKey().replace('\'', '"').split(" ", 2);
                assertThat(call(context, "PUT", "/generation/" + request[0], request[1]))
                        .startsWith("400 ")
                        .contains(each.getValue());
            }
            assertThat(call(context, "GET", "/generation/journal", "").lines()).hasSize(2);
        }
    }

    /** A source with a scenario that counts; no configuration that a scan would find. */
    static class CountingEvents {
        @Bean
        @Primary
        EventSource countingSource() {
            return new NumberSource(Long.MAX_VALUE);
        }
    }

    @Test
    void playsScenariosAndShowsWhichSequencesTheyHave() throws Exception {
        String url = "/generation/scenarios";
        SpringApplicationBuilder counting =
                new SpringApplicationBuilder(ProducerApplication.class, CountingEvents.class);
        try (ConfigurableApplicationContext context = start(counting, "--millrace.generator.events-per-second=1000")) {
            assertThat(call(context, "GET", url, ""))
                    .startsWith("200 {\"available\":[{\"name\":\"count\",")
                    .endsWith("\"runs\":[]}");
            String started =
                    call(context, "POST", url, "{\"scenario\":\"count\",\"target\":\"me\",\"pace\":500,\"size\":40}");
            assertThat(started)
                    .startsWith(
                            "202 {\"number\":1,\"label\":\"count#1\",\"scenario\":\"count\","
                                    + "\"parameters\":{\"target\":\"me\",\"pace\":500.0,\"size\":40,\"hosts\":1},\"stride\":2,\"events\":40,")
                    .contains("\"state\":\"RUNNING\"");
            await().until(() -> call(context, "GET", url + "/1", "").contains("\"emitted\":40,\"state\":\"FINISHED\""));
            assertThat(call(context, "GET", url + "/1", "")).contains("\"finishedAt\":\"");
            assertThat(call(context, "POST", url, "{\"scenario\":\"count\",\"pace\":0.001}"))
                    .startsWith("202 {\"number\":2,");
            call(context, "POST", "/generation/stop", "");
            assertThat(call(context, "GET", url, "")).contains("\"state\":\"FINISHED\"", "\"state\":\"SUSPENDED\"");
            assertThat(call(context, "POST", url, "{\"scenario\":\"count\"}"))
                    .startsWith("409 ")
                    .contains("\"code\":\"stream-stopped\"");
            assertThat(call(context, "POST", url, "{\"scenario\":\"tea\"}"))
                    .startsWith("422 ")
                    .contains("\"code\":\"unknown-scenario\"")
                    .contains("\"available\":[\"count\"]");
            assertThat(call(context, "POST", url, "{\"scenario\":\"count\",\"size\":0}"))
                    .startsWith("422 ")
                    .contains("\"code\":\"bad-parameter\"");
            assertThat(call(context, "POST", url, "{}")).startsWith("400 ").contains("scenario is missing");
            assertThat(call(context, "POST", url, "{\"scenario\":\"count\",\"size\":1000000000000}"))
                    .startsWith("400 ")
                    .contains("'size' must be a number in the range of its kind.");
            assertThat(call(context, "GET", url + "/3", ""))
                    .startsWith("404 ")
                    .contains("\"code\":\"unknown-run\"")
                    .contains("There is no run 3; this stream has had 2.");
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
                .hasStackTraceContaining("its format is evtx_dump, this producer's is nxlog;"
                        + " give this producer its format, or use an empty folder");
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
            await().until(() -> !call(context, "GET", "/generation", "").contains("\"sentEventsPerSecond\":0.0,"));
            assertThat(call(context, "GET", "/generation", ""))
                    .contains("\"state\":\"FINISHED\"")
                    .contains("\"head\":4")
                    .contains("4 lines, 1 blank");
        }
    }
}

package io.millrace.producer.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.producer.ProducerApplication;
import io.millrace.producer.live.LiveStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class StreamMetricsIT {
    @TempDir
    private Path folder;

    private static Map<String, Double> scrape(int port) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/prometheus");
        String text = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
        return text.lines()
                .filter(line -> line.startsWith("millrace_stream_"))
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.lastIndexOf(' ')),
                        line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))));
    }

    @Test
    void showsWhatWasAskedForAndWhatWasReallySent() throws Exception {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(ProducerApplication.class)
                .properties("spring.config.name=" + ProducerApplication.CONFIG_NAME, "spring.main.banner-mode=off")
                .run(
                        "--server.port=0",
                        "--millrace.stream.port=0",
                        "--millrace.generator.events-per-second=1000",
                        "--millrace.journal.folder=" + folder.resolve("journal"))) {
            int http = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
            int stream = context.getBean(StreamServer.class).port();
            try (Peer one = new Peer(stream);
                    Peer two = new Peer(stream);
                    Peer rubbish = new Peer(stream)) {
                one.send("{\"subscribe\":{\"from\":0}}\n");
                two.send("{\"subscribe\":{\"from\":0}}\n");
                rubbish.send("rubbish\n");
                one.events(2000);
                two.events(2000);
                rubbish.next();
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> scrape(http).getOrDefault("millrace_stream_rate_achieved", 0.0) > 0);
                Map<String, Double> figures = scrape(http);
                assertThat(figures)
                        .containsEntry("millrace_stream_rate_asked", 1000.0)
                        .containsEntry("millrace_stream_readers", 2.0)
                        .containsEntry("millrace_stream_readers_blocked", 0.0)
                        .containsEntry("millrace_stream_rejected_total{reason=\"bad-request\"}", 1.0)
                        .containsKeys(
                                "millrace_stream_connections",
                                "millrace_stream_encode_seconds_count",
                                "millrace_stream_encode_seconds_sum",
                                "millrace_stream_encoded_bytes_total",
                                "millrace_stream_sent_bytes_total",
                                "millrace_stream_unsent_bytes",
                                "millrace_stream_lag_events{quantile=\"0.5\"}",
                                "millrace_stream_lag_events{quantile=\"0.95\"}",
                                "millrace_stream_lag_events{quantile=\"0.99\"}",
                                "millrace_stream_lag_events{quantile=\"1\"}");
                assertThat(figures.get("millrace_stream_sent_events_total")).isGreaterThanOrEqualTo(4000);
                assertThat(figures.get("millrace_stream_encoded_events_total")).isBetween(2000.0, (double)
                        context.getBean(LiveStream.class).moment().head());
                assertThat(figures.get("millrace_stream_cache_size_bytes")).isPositive();
                assertThat(figures.get("millrace_stream_cache_gets_total{result=\"hit\"}"))
                        .isPositive();
                assertThat(figures.get("millrace_stream_cache_gets_total{result=\"miss\"}"))
                        .isPositive();
            }
        }
    }
}

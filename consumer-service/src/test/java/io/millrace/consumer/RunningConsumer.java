package io.millrace.consumer;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The consumer as it is, asked over HTTP. */
record RunningConsumer(ConfigurableApplicationContext application, HttpClient http) implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * Starts it on a free port.
     *
     * @param folder where it keeps results
     * @param producer the port of the stream on this machine
     */
    static RunningConsumer start(Path folder, int producer, String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--millrace.consumer.port=" + producer,
                "--millrace.consumer.print=off",
                "--millrace.consumer.results.folder=" + folder));
        all.addAll(List.of(arguments));
        return new RunningConsumer(
                new SpringApplicationBuilder(ConsumerApplication.class)
                        .properties("spring.config.name=" + ConsumerApplication.CONFIG_NAME)
                        .run(all.toArray(String[]::new)),
                HttpClient.newHttpClient());
    }

    HttpRequest.Builder request(String path) {
        String port = application.getEnvironment().getRequiredProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(20));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> send(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(send(path).body());
    }

    HttpResponse<String> post(String path, String ndjson) throws IOException, InterruptedException {
        return send(request(path).header("Content-Type", "application/x-ndjson").POST(BodyPublishers.ofString(ndjson)));
    }

    HttpResponse<InputStream> stream(String path) throws IOException, InterruptedException {
        return http.send(request(path).build(), BodyHandlers.ofInputStream());
    }

    double metric(String sample) throws IOException, InterruptedException {
        return send("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
                .sum();
    }

    @Override
    public void close() {
        application.close();
    }
}

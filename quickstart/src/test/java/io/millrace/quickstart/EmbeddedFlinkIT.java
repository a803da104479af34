package io.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Drives the cluster as the submitter does: through REST alone. */
class EmbeddedFlinkIT {

    private static final String ORIGIN = "http://localhost:8080";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    @Test
    void restoresAJobFromItsSavepointAndFromItsLastCheckpointOnARestartedClusterAtTheSamePort() throws Exception {
        Path jar = jarOfTinyJob();
        int port;
        String savepoint;
        try (EmbeddedFlink flink = EmbeddedFlink.start(folder, 0, ORIGIN)) {
            port = flink.restAddress().getPort();
            String job = run(flink, jar, "");
            savepoint = savepoint(flink, job);
        }
        assertThat(Path.of(URI.create(savepoint)))
                .isDirectoryContaining("glob:**/_metadata")
                .hasParent(EmbeddedFlink.savepoints(folder).toRealPath());

        String lastCheckpoint;
        try (EmbeddedFlink flink = EmbeddedFlink.start(folder, port, ORIGIN)) {
            assertThat(flink.restAddress()).isEqualTo(URI.create("http://127.0.0.1:" + port));
            String job = run(flink, jar, savepoint);
            assertThat(restoredFrom(flink, job)).isEqualTo(savepoint);
            lastCheckpoint = completedCheckpoint(flink, job);
        }
        assertThat(Path.of(URI.create(lastCheckpoint))).isDirectoryContaining("glob:**/_metadata");

        try (EmbeddedFlink flink = EmbeddedFlink.start(folder, port, ORIGIN)) {
            String job = run(flink, jar, lastCheckpoint);
            assertThat(restoredFrom(flink, job)).isEqualTo(lastCheckpoint);
        }
    }

    @Test
    void servesTheWebPageAndAllowsOnlyTheGivenOrigin() throws Exception {
        try (EmbeddedFlink flink = EmbeddedFlink.start(folder, 0, ORIGIN)) {
            HttpResponse<String> page = get(flink, "/index.html");
            assertThat(page.body()).contains("<title>Apache Flink Web Dashboard</title>");

            HttpResponse<String> overview = get(flink, "/overview");
            assertThat(overview.headers().allValues("Access-Control-Allow-Origin"))
                    .containsExactly(ORIGIN);
            assertThat(overview.body())
                    .contains("\"slots-total\":" + EmbeddedFlink.SLOTS, "\"flink-version\":\"2.3.0\"");
        }
    }

    @Test
    void canBeClosedTwice() {
        EmbeddedFlink flink = EmbeddedFlink.start(folder, 0, ORIGIN);
        flink.close();
        flink.close();
        assertThat(PortCheck.isTaken(flink.restAddress().getPort())).isFalse();
    }

    private String run(EmbeddedFlink flink, Path jar, String from) throws IOException, InterruptedException {
        String boundary = "millrace-test";
        byte[] head = ("--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\"tiny.jar\"\r\n"
                        + "Content-Type: application/x-java-archive\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        String uploaded = send(HttpRequest.newBuilder(flink.restAddress().resolve("/jars/upload"))
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(BodyPublishers.concat(
                                BodyPublishers.ofByteArray(head),
                                BodyPublishers.ofFile(jar),
                                BodyPublishers.ofByteArray(tail))))
                .body();
        String id = find(uploaded, "flink-web-upload/([^\"]+)\"");
        String spec = from.isEmpty() ? "{}" : "{\"savepointPath\":\"" + from + "\"}";
        String job = find(post(flink, "/jars/" + id + "/run", spec), "\"jobid\":\"([0-9a-f]{32})\"");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get(flink, "/jobs/overview").body())
                        .contains("\"jid\":\"" + job + "\"", "\"state\":\"RUNNING\"", "\"running\":1,"));
        return job;
    }

    private String savepoint(EmbeddedFlink flink, String job) throws IOException, InterruptedException {
        String trigger = find(post(flink, "/jobs/" + job + "/savepoints", "{}"), "\"request-id\":\"([0-9a-f]+)\"");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(get(flink, "/jobs/" + job + "/savepoints/" + trigger)
                                .body())
                        .contains("\"COMPLETED\""));
        return find(get(flink, "/jobs/" + job + "/savepoints/" + trigger).body(), "\"location\":\"([^\"]+)\"");
    }

    private String restoredFrom(EmbeddedFlink flink, String job) throws IOException {
        return checkpoints(flink, job).at("/latest/restored/external_path").asString();
    }

    private String completedCheckpoint(EmbeddedFlink flink, String job) {
        return await().atMost(PATIENCE)
                .until(
                        () -> checkpoints(flink, job)
                                .at("/latest/completed/external_path")
                                .asString(""),
                        path -> path.contains("/chk-"));
    }

    private static JsonNode checkpoints(EmbeddedFlink flink, String job) throws IOException {
        return new JsonClient(null).get(flink.restAddress().resolve("/jobs/" + job + "/checkpoints"));
    }

    private HttpResponse<String> get(EmbeddedFlink flink, String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(flink.restAddress().resolve(path)));
    }

    private String post(EmbeddedFlink flink, String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(flink.restAddress().resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)))
                .body();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 202);
        return response;
    }

    private static String find(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return matcher.group(1);
    }

    private Path jarOfTinyJob() throws IOException {
        Path jar = folder.resolve("tiny.jar");
        String entry = TinyJob.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream archive = new JarOutputStream(file);
                var code = TinyJob.class.getClassLoader().getResourceAsStream(entry)) {
            archive.putNextEntry(new JarEntry("META-INF/MANIFEST.MF"));
            archive.write(("Manifest-Version: 1.0\nMain-Class: " + TinyJob.class.getName() + "\n")
                    .getBytes(StandardCharsets.UTF_8));
            archive.putNextEntry(new JarEntry(entry));
            archive.write(Objects.requireNonNull(code).readAllBytes());
        }
        return jar;
    }
}

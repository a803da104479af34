package io.millrace.submitter.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.submitter.Contract;
import io.millrace.submitter.SubmitterApplication;
import io.millrace.submitter.store.Lease;
import io.millrace.submitter.testjob.SequenceJob;
import io.millrace.submitter.testjob.TestJar;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Uploads to a submitter that takes jars of up to 64 kB, and finds no Flink. */
class ArtifactControllerTests {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    static Path folder;

    @SuppressWarnings("NullAway.Init")
    private static ConfigurableApplicationContext submitter;

    @SuppressWarnings("NullAway.Init")
    private static RestClient http;

    @BeforeAll
    static void start() {
        submitter = SubmitterApplication.builder()
                .run(
                        "--server.port=0",
                        "--millrace.token=open",
                        "--millrace.submitter.flink-url=http://127.0.0.1:1",
                        "--millrace.submitter.data-dir=" + folder.resolve("jobs"),
                        "--millrace.submitter.max-artifact-size=64KB");
        var server = ((WebServerApplicationContext) submitter).getWebServer();
        if (server == null) {
            throw new IllegalStateException("no web server");
        }
        http = RestClient.builder()
                .baseUrl("http://127.0.0.1:" + server.getPort())
                .defaultHeader("Authorization", "Bearer open")
                .defaultStatusHandler(status -> true, (request, response) -> {})
                .build();
        await().until(submitter.getBean(Lease.class)::held);
    }

    @AfterAll
    static void stop() {
        submitter.close();
    }

    @Test
    void takesAJarOnce() throws Exception {
        Path jar = TestJar.write(folder.resolve("sequence.jar"));

        ResponseEntity<String> created = upload(new FileSystemResource(jar));
        ResponseEntity<String> again = upload(new FileSystemResource(jar));

        JsonNode artifact = body(created, 201);
        String path = "/artifacts/" + artifact.get("id").asString();
        assertThat(created.getHeaders().getLocation()).hasToString(path);
        assertThat(artifact.get("id").asString()).matches("[0-9a-f]{64}");
        assertThat(artifact.get("fileName").asString()).isEqualTo("sequence.jar");
        assertThat(artifact.get("mainClass").asString()).isEqualTo(SequenceJob.class.getName());
        assertThat(artifact.get("size").asLong()).isEqualTo(Files.size(jar));
        assertThat(body(again, 200)).isEqualTo(artifact);
        assertThat(again.getHeaders().getLocation()).hasToString(path);
        assertThat(body(get(path), 200)).isEqualTo(artifact);
        assertThat(body(get("/artifacts"), 200)).containsExactly(artifact);
    }

    @Test
    void saysWhichLimitAJarIsBeyond() {
        JsonNode problem = body(upload(named("large.jar", new byte[100_000])), 413);

        assertThat(problem.get("code").asString()).isEqualTo("artifact-too-large");
        assertThat(problem.get("detail").asString())
                .isEqualTo("A job jar may have 65536 bytes; millrace.submitter.max-artifact-size is the limit.");
    }

    @Test
    void refusesWhatIsNoJar() {
        JsonNode problem = body(upload(named("text.jar", new byte[100])), 400);

        assertThat(problem.get("code").asString()).isEqualTo("bad-jar");
        assertThat(problem.get("detail").asString()).startsWith("text.jar cannot be read as a jar: ");
    }

    @Test
    void refusesARequestWithoutAJar() {
        var parts = new LinkedMultiValueMap<String, Object>();
        parts.add("file", named("a.jar", new byte[100]));

        JsonNode problem = body(post(parts), 400);

        assertThat(problem.get("detail").asString()).isEqualTo("Required part 'jar' is not present.");
    }

    @Test
    void knowsNoOtherArtifact() {
        JsonNode problem = body(get("/artifacts/0123"), 404);

        assertThat(problem.get("code").asString()).isEqualTo("artifact-not-found");
        assertThat(problem.get("detail").asString())
                .isEqualTo("There is no artifact '0123'; GET /artifacts lists them.");
    }

    @Test
    void showsArtifactsToHoldersOfTheTokenOnly() {
        ResponseEntity<String> refused = http.mutate()
                .defaultHeaders(headers -> headers.remove("Authorization"))
                .build()
                .get()
                .uri("/artifacts")
                .retrieve()
                .toEntity(String.class);

        assertThat(refused.getStatusCode().value()).isEqualTo(401);
    }

    private static Resource named(String name, byte[] content) {
        return new ByteArrayResource(content) {
            @Override
            public String getFilename() {
                return name;
            }
        };
    }

    private static ResponseEntity<String> upload(Resource jar) {
        var parts = new LinkedMultiValueMap<String, Object>();
        parts.add("jar", jar);
        return post(parts);
    }

    private static ResponseEntity<String> post(LinkedMultiValueMap<String, Object> parts) {
        return asDocumented(
                HttpMethod.POST,
                "/artifacts",
                http.post()
                        .uri("/artifacts")
                        .contentType(MediaType.MULTIPART_FORM_DATA)
                        .body(parts));
    }

    private static ResponseEntity<String> get(String path) {
        return asDocumented(HttpMethod.GET, path, http.get().uri(path));
    }

    private static ResponseEntity<String> asDocumented(
            HttpMethod method, String path, RestClient.RequestHeadersSpec<?> request) {
        ResponseEntity<String> answer = request.retrieve().toEntity(String.class);
        Contract.check(method, path, answer);
        return answer;
    }

    private static JsonNode body(ResponseEntity<String> response, int status) {
        assertThat(response.getStatusCode().value()).as(response.getBody()).isEqualTo(status);
        return JSON.readTree(String.valueOf(response.getBody()));
    }
}

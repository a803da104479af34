package io.millrace.service;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ServiceKitTests {

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
    void describesTheServiceAsOpenApi() throws Exception {
        JsonNode api = JSON.readTree(caller.get("/v3/api-docs").body());

        assertThat(api.get("openapi").asString()).startsWith("3.");
        assertThat(api.get("paths").propertyNames())
                .containsExactlyInAnyOrder("/rate", "/data/{id}", "/open", "/taken", "/broken", "/form");
    }

    @Test
    void showsLivenessReadinessAndTheNamesOfComponentsOnly() throws Exception {
        assertThat(caller.get("/actuator/health/liveness").body()).isEqualTo("{\"status\":\"UP\"}");
        JsonNode health = JSON.readTree(caller.get("/actuator/health").body());

        assertThat(health.get("components").get("readinessState").toString()).isEqualTo("{\"status\":\"UP\"}");
    }

    @Test
    void servesPrometheusAndNoFurtherEndpoints() throws Exception {
        assertThat(caller.get("/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
        assertThat(caller.get("/actuator/metrics").statusCode()).isEqualTo(200);
        assertThat(caller.get("/actuator/env").statusCode()).isEqualTo(404);
    }

    @Test
    void runsSeveralServicesInOneJvmEachWithItsOwnToken() throws Exception {
        try (var other = SampleService.start("--millrace.token=t")) {
            HttpCaller otherCaller = new HttpCaller(SampleService.port(other));

            assertThat(otherCaller.get("/data/1").statusCode()).isEqualTo(401);
            assertThat(caller.get("/data/1").body()).isEqualTo("{\"id\":1}");
            assertThat(otherCaller.get("/actuator/prometheus").body()).contains("jvm_memory_used_bytes");
        }
    }

    @Test
    void hasNoCyclesBetweenPackages() {
        slices().matching("io.millrace.service.(*)..")
                .should()
                .beFreeOfCycles()
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.millrace.service"));
    }
}

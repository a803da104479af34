package io.millrace.service;

import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Settings all services start from. They lie behind every other source, so any file, variable or argument wins. */
final class ServiceDefaults implements EnvironmentPostProcessor {

    static final Map<String, Object> SETTINGS = Map.ofEntries(
            Map.entry("server.address", "127.0.0.1"),
            Map.entry("server.shutdown", "graceful"),
            Map.entry("spring.lifecycle.timeout-per-shutdown-phase", "10s"),
            Map.entry("spring.main.banner-mode", "off"),
            Map.entry("spring.jackson.deserialization.fail-on-unknown-properties", "true"),
            Map.entry("spring.jackson.deserialization.accept-float-as-int", "false"),
            Map.entry("spring.jackson.mapper.allow-coercion-of-scalars", "false"),
            Map.entry("management.endpoints.web.exposure.include", "health,info,metrics,prometheus"),
            Map.entry("management.endpoint.health.probes.enabled", "true"),
            Map.entry("management.endpoint.health.show-components", "always"),
            // Several services may run in one JVM; the global registry would mix their figures.
            Map.entry("management.metrics.use-global-registry", "false"),
            // No service takes forms; the filter would fail with 500 on one that cannot be read.
            Map.entry("spring.mvc.formcontent.filter.enabled", "false"),
            Map.entry("springdoc.api-docs.enabled", "true"),
            Map.entry("springdoc.override-with-generic-response", "false"));

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(new MapPropertySource("millraceServiceDefaults", SETTINGS));
    }
}

package io.millrace.submitter;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.submitter.settings.SubmitterProperties;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.util.unit.DataSize;

class SubmitterPropertiesTests {

    @Test
    void hasTheDocumentedDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new SubmitterProperties(
                        URI.create("http://localhost:8081"),
                        Path.of("data/jobs"),
                        new SubmitterProperties.DatabaseLogin(null, "", ""),
                        null,
                        Path.of("flink-analytics.jar"),
                        false,
                        DataSize.ofMegabytes(256),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(10),
                        new SubmitterProperties.Webhook(null, null),
                        new SubmitterProperties.BundledJob("flink-analytics", List.of(), null)));
    }

    @Test
    void readsTheEnvironment() {
        SubmitterProperties settings = bind(Map.of(
                "MILLRACE_SUBMITTER_FLINK_URL", "http://jobmanager:8081",
                "MILLRACE_SUBMITTER_CHECKPOINT_DIR", "/checkpoints",
                "MILLRACE_SUBMITTER_SUBMIT_ON_START", "true",
                "MILLRACE_SUBMITTER_JOB_ARGUMENTS", "--hostname,producer",
                "MILLRACE_SUBMITTER_JOB_PARALLELISM", "2"));

        assertThat(settings.flinkUrl()).isEqualTo(URI.create("http://jobmanager:8081"));
        assertThat(settings.checkpointDir()).isEqualTo(Path.of("/checkpoints"));
        assertThat(settings.submitOnStart()).isTrue();
        assertThat(settings.job())
                .isEqualTo(new SubmitterProperties.BundledJob("flink-analytics", List.of("--hostname", "producer"), 2));
    }

    private static SubmitterProperties bind(Map<String, Object> environment) {
        var sources = new MutablePropertySources();
        sources.addFirst(new SystemEnvironmentPropertySource("systemEnvironment", environment));
        return new Binder(ConfigurationPropertySources.from(sources))
                .bindOrCreate("millrace.submitter", SubmitterProperties.class);
    }
}

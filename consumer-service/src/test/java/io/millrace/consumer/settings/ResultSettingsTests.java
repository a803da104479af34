package io.millrace.consumer.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

class ResultSettingsTests {
    private final ApplicationContextRunner context =
            new ApplicationContextRunner().withUserConfiguration(Settings.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(ResultSettings.class)
    static class Settings {}

    @Test
    void keepsADayButAMillionAtMostUnlessToldOtherwise() {
        context.run(started -> assertThat(started.getBean(ResultSettings.class))
                .isEqualTo(new ResultSettings(Path.of("data/consumer"), Duration.ofHours(24), 1_000_000)));
    }

    @Test
    void everySettingIsAProperty() {
        context.withPropertyValues(
                        "millrace.consumer.results.folder=/data/results",
                        "millrace.consumer.results.horizon=7d",
                        "millrace.consumer.results.keep=5")
                .run(started -> assertThat(started.getBean(ResultSettings.class))
                        .isEqualTo(new ResultSettings(Path.of("/data/results"), Duration.ofDays(7), 5)));
    }

    @ParameterizedTest
    @CsvSource({"horizon,0s", "horizon,3651d", "keep,0", "keep,100000001"})
    void refusesAnImpossibleValueAndNamesTheProperty(String property, String value) {
        context.withPropertyValues("millrace.consumer.results." + property + "=" + value)
                .run(failed -> assertThat(failed).getFailure().rootCause().hasMessageContaining("'" + property + "'"));
    }
}

package io.millrace.producer.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.producer.generator.LineFormat;
import io.millrace.producer.generator.SyntheticSettings;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class GeneratorSettingsTests {

    private static GeneratorSettings settings(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("millrace.generator", GeneratorSettings.class);
    }

    @Test
    void runsAHundredCanonicalEventsASecondUnlessToldOtherwise() {
        GeneratorSettings settings = settings(Map.of());

        assertThat(settings)
                .isEqualTo(new GeneratorSettings(1, SyntheticSettings.MIXED, null, true, LineFormat.CANONICAL));
        assertThat(settings.initialRate()).isEqualTo(100);
    }

    @ParameterizedTest
    @EnumSource
    void takesEachFormatByTheNameThatItShows(LineFormat format) {
        GeneratorSettings settings = settings(Map.of(
                "millrace.generator.seed", "7",
                "millrace.generator.profile", "member-server",
                "millrace.generator.events-per-second", "0",
                "millrace.generator.auto-start", "false",
                "millrace.generator.format", format.text()));

        assertThat(settings).isEqualTo(new GeneratorSettings(7, "member-server", 0, false, format));
    }

    @Test
    void refusesAProfileItDoesNotKnow() {
        Validator validator = Validation.buildDefaultValidatorFactory().getValidator();

        assertThat(validator.validate(settings(Map.of("millrace.generator.profile", "laptop"))))
                .extracting(violation -> violation.getPropertyPath() + " " + violation.getMessage())
                .containsExactly("profile is one of mixed, domain-controller, member-server, workstation");
    }

    @Test
    void refusesAFormatItDoesNotKnow() {
        assertThatExceptionOfType(BindException.class)
                .isThrownBy(() -> settings(Map.of("millrace.generator.format", "xml")))
                .withMessageContaining("'millrace.generator.format'")
                .havingRootCause()
                .withMessageContaining("xml");
    }
}

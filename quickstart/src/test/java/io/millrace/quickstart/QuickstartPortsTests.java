package io.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuickstartPortsTests {

    @Test
    void areThoseOfTheDesignUnlessMoved() {
        assertThat(QuickstartPorts.from(variable -> null)).isEqualTo(new QuickstartPorts(9999, 8080, 8081, 8082, 8083));
    }

    @Test
    void canEachBeMovedByTheirEnvironmentVariable() {
        Map<String, String> environment = Map.of(
                "MILLRACE_QUICKSTART_STREAM_PORT", "1",
                "MILLRACE_QUICKSTART_SUBMITTER_PORT", "2",
                "MILLRACE_QUICKSTART_FLINK_PORT", "3",
                "MILLRACE_QUICKSTART_PRODUCER_PORT", "4",
                "MILLRACE_QUICKSTART_CONSUMER_PORT", "65535");
        assertThat(QuickstartPorts.from(environment::get)).isEqualTo(new QuickstartPorts(1, 2, 3, 4, 65_535));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "-1", "http", "123456789012"})
    void refusesWhatIsNoPort(String text) {
        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(() -> QuickstartPorts.from(Map.of("MILLRACE_QUICKSTART_FLINK_PORT", text)::get))
                .withMessage("MILLRACE_QUICKSTART_FLINK_PORT is a port from 1 to 65535, not '" + text + "'");
    }
}

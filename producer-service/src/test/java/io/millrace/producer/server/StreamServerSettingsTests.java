package io.millrace.producer.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.internal.PlatformDependent;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class StreamServerSettingsTests {
    private static StreamServerSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("millrace.stream", StreamServerSettings.class);
    }

    @Test
    void servesTenThousandReadersOfThisMachineUnlessToldOtherwise() {
        StreamServerSettings settings = bind(Map.of());
        assertThat(settings)
                .isEqualTo(new StreamServerSettings(
                        "127.0.0.1", 9999, 2, 10_000, null, null, DataSize.ofMegabytes(64), null));
        assertThat(settings.maxReadersOfAnAddress()).isEqualTo(10_000);
        assertThat(settings.unsentBytes()).isEqualTo(PlatformDependent.maxDirectMemory() / 4);
    }

    @Test
    void everySettingIsAProperty() {
        StreamServerSettings settings = bind(Map.of(
                "millrace.stream.host", "0.0.0.0",
                "millrace.stream.port", "7",
                "millrace.stream.threads", "3",
                "millrace.stream.max-readers", "20",
                "millrace.stream.max-readers-per-address", "5",
                "millrace.stream.ssl-bundle", "stream",
                "millrace.stream.block-cache", "1MB",
                "millrace.stream.unsent-budget", "2MB"));
        assertThat(settings)
                .isEqualTo(new StreamServerSettings(
                        "0.0.0.0", 7, 3, 20, 5, "stream", DataSize.ofMegabytes(1), DataSize.ofMegabytes(2)));
        assertThat(settings.maxReadersOfAnAddress()).isEqualTo(5);
        assertThat(settings.unsentBytes()).isEqualTo(2 << 20);
    }
}

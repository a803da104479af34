package io.millrace.service.json;

import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.module.SimpleModule;

/** Request bodies whose values leave no doubt. */
@AutoConfiguration
public final class JsonAutoConfiguration {

    @Bean
    static JacksonModule isoDurations() {
        return new SimpleModule("iso-durations").addDeserializer(Duration.class, new IsoDurationReader());
    }
}

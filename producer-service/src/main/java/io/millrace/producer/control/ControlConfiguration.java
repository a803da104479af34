package io.millrace.producer.control;

import io.millrace.producer.live.LiveStream;
import io.millrace.service.access.ProtectedReads;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ControlConfiguration {
    @Bean
    ProtectedReads protectedReads() {
        return ProtectedReads.of("/generation/journal", "/clients");
    }

    @Bean
    HealthIndicator journalHealthIndicator(LiveStream stream) {
        return () -> stream.isBroken()
                ? Health.down()
                        .withDetail("reason", "the journal is in doubt after a failed write; restart the producer")
                        .build()
                : Health.up().build();
    }
}

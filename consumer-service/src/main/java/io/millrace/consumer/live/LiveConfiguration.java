package io.millrace.consumer.live;

import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LiveConfiguration {
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);

    @Bean
    EventBroadcast eventBroadcast() {
        return new EventBroadcast(HEARTBEAT);
    }
}

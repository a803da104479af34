package io.millrace.consumer.recent;

import io.millrace.consumer.settings.ConsumerSettings;
import io.millrace.service.access.ProtectedReads;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RecentConfiguration {
    @Bean
    RecentEvents recentEvents(ConsumerSettings settings) {
        return new RecentEvents(settings.keep());
    }

    @Bean
    ProtectedReads protectedEvents() {
        return ProtectedReads.of("/events/**");
    }
}

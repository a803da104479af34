package io.millrace.consumer.live;

import io.millrace.consumer.event.ReceivedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class LiveConfiguration {
    @Bean
    Broadcast<ReceivedEvent> watchedEvents() {
        return new Broadcast<>(new ReceivedEventWriter());
    }

    @Bean
    EventBroadcast eventBroadcast(Broadcast<ReceivedEvent> watchedEvents) {
        return new EventBroadcast(watchedEvents);
    }
}

package io.millrace.consumer.console;

import io.millrace.consumer.settings.ConsumerSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ConsoleConfiguration {
    @Bean
    EventPrinter eventPrinter(ConsumerSettings settings) {
        return new EventPrinter(settings.print(), System.out);
    }
}

package io.millrace.consumer.feed;

import io.millrace.consumer.event.EventSink;
import io.millrace.consumer.settings.ConsumerSettings;
import io.millrace.stream.client.ClientSettings;
import java.time.InstantSource;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class FeedConfiguration {
    @Bean
    ClientSettings clientSettings(
            ConsumerSettings settings, @Value("${millrace.token:}") String token, SslBundles bundles) {
        return settings.client(token, bundles);
    }

    @Bean
    FeedCounters feedCounters() {
        return new FeedCounters(InstantSource.system());
    }

    @Bean
    FeedReader feedReader(
            ConsumerSettings settings, ClientSettings client, FeedCounters counters, List<EventSink> sinks) {
        return new FeedReader(client, settings.start(), counters, new FeedFunnel(counters, sinks));
    }

    @Bean
    FeedHealthIndicator feedHealthIndicator(FeedCounters counters, ClientSettings client) {
        return new FeedHealthIndicator(counters, client);
    }
}

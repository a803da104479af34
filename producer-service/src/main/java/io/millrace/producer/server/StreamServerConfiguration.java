package io.millrace.producer.server;

import io.millrace.producer.live.GeneratorSettings;
import io.millrace.producer.live.LiveStream;
import io.millrace.service.access.AccessProperties;
import io.millrace.service.access.BindAddress;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StreamServerConfiguration {
    @Bean
    BindAddress streamAddress(StreamServerSettings settings) {
        return new BindAddress("millrace.stream.host", settings.host());
    }

    @Bean
    StreamServer streamServer(
            StreamServerSettings settings, LiveStream stream, ServerEvents events, AccessProperties access) {
        return new StreamServer(settings, stream, access.token(), events, InstantSource.system());
    }

    @Bean
    StreamServerLifecycle streamServerLifecycle(
            StreamServer server, LiveStream stream, GeneratorSettings generator, ProducerMetrics metrics) {
        metrics.watch(server);
        return new StreamServerLifecycle(server, stream, generator);
    }
}

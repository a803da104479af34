package io.millrace.producer.server;

import io.millrace.producer.live.GeneratorSettings;
import io.millrace.producer.live.LiveStream;
import io.millrace.service.access.AccessProperties;
import io.millrace.service.access.BindAddress;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StreamServerConfiguration {
    @Bean
    BindAddress streamAddress(StreamServerSettings settings) {
        return new BindAddress("millrace.stream.host", settings.host());
    }

    @Bean
    ReaderAccess readerAccess(StreamServerSettings settings, AccessProperties access, SslBundles bundles) {
        String bundle = settings.sslBundle();
        @Nullable StreamTls tls = bundle == null || bundle.isBlank() ? null : StreamTls.of(bundles, bundle);
        return new ReaderAccess(new AccessToken(access.token()), tls);
    }

    @Bean
    StreamServer streamServer(
            StreamServerSettings settings, LiveStream stream, ReaderAccess access, ServerEvents events) {
        return new StreamServer(settings, stream, access, events, InstantSource.system(), ServerTimings.DEFAULT);
    }

    @Bean
    StreamServerLifecycle streamServerLifecycle(
            StreamServer server, LiveStream stream, GeneratorSettings generator, ProducerMetrics metrics) {
        metrics.watch(server);
        return new StreamServerLifecycle(server, stream, generator);
    }
}

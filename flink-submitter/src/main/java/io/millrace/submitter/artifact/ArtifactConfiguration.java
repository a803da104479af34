package io.millrace.submitter.artifact;

import io.millrace.submitter.settings.SubmitterProperties;
import io.millrace.submitter.store.Book;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ArtifactConfiguration {

    @Bean
    Artifacts artifacts(SubmitterProperties settings, Book book, Clock clock) {
        return new Artifacts(settings.dataDir().resolve("artifacts"), settings.maxArtifactSize(), book, clock);
    }

    @Bean
    RequestedJars requestedJars(Artifacts artifacts) {
        return new RequestedJars(artifacts);
    }
}

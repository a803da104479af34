package io.millrace.submitter.api;

import io.millrace.service.access.ProtectedReads;
import io.millrace.submitter.artifact.Artifacts;
import io.millrace.submitter.artifact.RequestedJars;
import io.millrace.submitter.reconcile.ReconcileLoop;
import io.millrace.submitter.reconcile.Succession;
import io.millrace.submitter.settings.SubmitterProperties;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Lease;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

    private static final String[] OF_JOBS = {"/jobs/**", "/operations/**", "/artifacts/**", "/events/**"};

    @Bean
    ProtectedReads protectedReads() {
        return ProtectedReads.of(OF_JOBS);
    }

    @Bean
    Intents intents(Book book, Succession succession, ReconcileLoop loop) {
        return new Intents(book, succession, loop::wake);
    }

    @Bean
    Commands commands(Book book, Intents intents) {
        return new Commands(book, intents);
    }

    @Bean
    Revisions revisions(Book book, Intents intents) {
        return new Revisions(book, intents);
    }

    @Bean
    Declarations declarations(
            SubmitterProperties settings,
            RequestedJars jars,
            Artifacts artifacts,
            Book book,
            Revisions revisions,
            ReconcileLoop loop) {
        return new Declarations(new Requests(settings, jars), artifacts, book, revisions, loop::wake);
    }

    @Bean
    WebMvcConfigurer standby(Lease lease) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new StandbyInterceptor(lease)).addPathPatterns(OF_JOBS);
            }
        };
    }

    @Bean
    @ConditionalOnBooleanProperty("millrace.submitter.submit-on-start")
    StartDeclaration startDeclaration(Lease lease, Declarations declarations, SubmitterProperties settings) {
        return new StartDeclaration(lease, declarations::declareBundled, settings.tick());
    }
}

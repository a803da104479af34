package io.millrace.submitter.api;

import io.millrace.service.access.ProtectedReads;
import io.millrace.submitter.artifact.Artifacts;
import io.millrace.submitter.reconcile.LeaseTaken;
import io.millrace.submitter.reconcile.ReconcileLoop;
import io.millrace.submitter.reconcile.Succession;
import io.millrace.submitter.settings.SubmitterProperties;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Lease;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

    private static final String[] OF_JOBS = {"/jobs/**", "/operations/**", "/artifacts/**"};

    @Bean
    ProtectedReads protectedReads() {
        return ProtectedReads.of(OF_JOBS);
    }

    @Bean
    Declarations declarations(SubmitterProperties settings, Artifacts artifacts, Book book, ReconcileLoop loop) {
        return new Declarations(settings, artifacts, book, loop);
    }

    @Bean
    Commands commands(Book book, Succession succession, ReconcileLoop loop) {
        return new Commands(book, succession, loop);
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
    ApplicationListener<PayloadApplicationEvent<LeaseTaken>> submitOnStart(Declarations declarations) {
        return taken -> declarations.declareBundled();
    }
}

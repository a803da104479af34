package io.millrace.submitter.api;

import io.millrace.service.access.ProtectedReads;
import io.millrace.submitter.reconcile.CheckpointFolder;
import io.millrace.submitter.reconcile.ReconcileLoop;
import io.millrace.submitter.settings.SubmitterProperties;
import io.millrace.submitter.store.JobStore;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

    @Bean
    ProtectedReads protectedReads() {
        return ProtectedReads.of("/jobs/**");
    }

    @Bean
    Declarations declarations(SubmitterProperties settings, JobStore store, ReconcileLoop loop) {
        return new Declarations(settings, store, loop);
    }

    @Bean
    Commands commands(JobStore store, CheckpointFolder checkpoints, ReconcileLoop loop) {
        return new Commands(store, checkpoints, loop);
    }

    @Bean
    @ConditionalOnBooleanProperty("millrace.submitter.submit-on-start")
    ApplicationRunner submitOnStart(Declarations declarations) {
        return arguments -> declarations.declareBundled();
    }
}

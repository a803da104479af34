package io.millrace.submitter.reconcile;

import io.millrace.submitter.flink.FlinkClient;
import io.millrace.submitter.settings.SubmitterProperties;
import io.millrace.submitter.store.JobStore;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ReconcileConfiguration {

    @Bean
    CheckpointFolder checkpointFolder(SubmitterProperties settings) {
        return new CheckpointFolder(settings.checkpointDir());
    }

    @Bean
    ReconcileLoop reconcileLoop(
            JobStore store,
            FlinkClient flink,
            CheckpointFolder checkpoints,
            Clock clock,
            SubmitterProperties settings) {
        return new ReconcileLoop(
                store,
                new Observer(flink, checkpoints, clock),
                new Actor(flink, store, checkpoints),
                clock,
                settings.tick());
    }
}

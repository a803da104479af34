package io.millrace.submitter.reconcile;

import io.millrace.submitter.store.JobStore;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;

/** An indicator for each thing the submitter depends on. */
@Configuration(proxyBeanMethods = false)
class HealthConfiguration {

    /** Longer than the longest step, an upload and a run, may take. */
    private static final Duration STUCK = Duration.ofMinutes(5);

    @Bean
    HealthIndicator flinkHealthIndicator(ReconcileLoop loop) {
        return () -> loop.cluster().reachable()
                ? Health.up().build()
                : Health.down()
                        .withDetail("reason", String.valueOf(loop.cluster().reason()))
                        .build();
    }

    @Bean
    HealthIndicator loopHealthIndicator(ReconcileLoop loop, Clock clock) {
        return () ->
                loop.isRunning() && clock.instant().isBefore(loop.lookedAt().plus(STUCK))
                        ? Health.up().build()
                        : Health.down()
                                .withDetail("lookedAt", loop.lookedAt().toString())
                                .build();
    }

    @Bean
    HealthIndicator storeHealthIndicator(JobStore store) {
        return () -> {
            try {
                store.check();
                return Health.up().build();
            } catch (DataAccessException failure) {
                return Health.down(failure).build();
            }
        };
    }
}

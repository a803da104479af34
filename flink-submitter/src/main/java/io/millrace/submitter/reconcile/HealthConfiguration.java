package io.millrace.submitter.reconcile;

import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Lease;
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

    /** Longer than a tick takes with a cluster that gives no answer. */
    private static final Duration STUCK = Duration.ofMinutes(1);

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
                loop.isRunning() && clock.instant().isBefore(loop.tickedAt().plus(STUCK))
                        ? Health.up().build()
                        : Health.down()
                                .withDetail("tickedAt", loop.tickedAt().toString())
                                .build();
    }

    @Bean
    HealthIndicator leaseHealthIndicator(Lease lease) {
        return () -> lease.held()
                ? Health.up().build()
                : Health.down()
                        .withDetail("reason", String.valueOf(lease.reason()))
                        .build();
    }

    @Bean
    HealthIndicator storeHealthIndicator(Book book, Lease lease) {
        return () -> {
            if (!lease.held()) {
                // A file of H2 cannot even be opened while another submitter has it.
                return Health.unknown().build();
            }
            try {
                book.database().check();
                return Health.up().build();
            } catch (DataAccessException failure) {
                return Health.down(failure).build();
            }
        };
    }
}

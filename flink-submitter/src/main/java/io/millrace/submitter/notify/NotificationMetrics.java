package io.millrace.submitter.notify;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/** Figures of the webhook for Prometheus. */
@Component
@Conditional(SomebodyIsTold.class)
final class NotificationMetrics implements MeterBinder {

    private final NotificationCounts counts;

    NotificationMetrics(NotificationCounts counts) {
        this.counts = counts;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("millrace.submitter.notifications", counts, NotificationCounts::told)
                .description("Events the webhook took")
                .register(registry);
        FunctionCounter.builder("millrace.submitter.notifications.failed", counts, NotificationCounts::failed)
                .description("Tries the webhook did not take")
                .register(registry);
    }
}

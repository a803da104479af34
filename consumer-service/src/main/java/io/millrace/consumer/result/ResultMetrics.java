package io.millrace.consumer.result;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.consumer.live.Broadcast;
import org.springframework.stereotype.Component;

/** The figures of the job's results for Prometheus. */
@Component
final class ResultMetrics {
    private final Counter stored;
    private final Counter repeated;
    private final Counter ignored;
    private final Counter refused;

    ResultMetrics(MeterRegistry registry, ResultStore store, Broadcast<ReceivedResult> watchedResults) {
        this.stored = outcome("stored", registry);
        this.repeated = outcome("repeated", registry);
        this.ignored = outcome("ignored", registry);
        this.refused = Counter.builder("millrace.consumer.results.refused")
                .description("Requests with results that were refused as a whole")
                .register(registry);
        Gauge.builder("millrace.consumer.results.kept", store, ResultStore::count)
                .description("Results on disk")
                .register(registry);
        FunctionCounter.builder("millrace.consumer.results.dropped", watchedResults, Broadcast::dropped)
                .description("Results not sent to a slow browser")
                .register(registry);
    }

    private static Counter outcome(String outcome, MeterRegistry registry) {
        return Counter.builder("millrace.consumer.results")
                .description("Results received: stored, there already, or older than the horizon")
                .tag("outcome", outcome)
                .register(registry);
    }

    void received(Stored results) {
        stored.increment(results.stored());
        repeated.increment(results.repeated());
        ignored.increment(results.ignored());
    }

    void refused() {
        refused.increment();
    }
}

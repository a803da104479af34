package io.millrace.consumer.feed;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.millrace.consumer.event.LossySink;
import io.millrace.stream.event.MalformedEventException.Reason;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** The feed's figures for Prometheus. */
@Component
final class FeedMetrics {
    private final MeterRegistry registry;
    private final FeedCounters counters;

    FeedMetrics(MeterRegistry registry, FeedCounters counters, List<LossySink> sinks) {
        this.registry = registry;
        this.counters = counters;
        counter(
                "millrace.consumer.events",
                "Lines received",
                feed -> feed.totals().received());
        counter(
                "millrace.consumer.oversized",
                "Lines longer than the protocol allows",
                feed -> feed.totals().oversized());
        counter(
                "millrace.consumer.gaps",
                "Sequences skipped",
                feed -> feed.totals().gaps());
        counter(
                "millrace.consumer.duplicates",
                "Sequences received again",
                feed -> feed.totals().duplicates());
        counter(
                "millrace.consumer.reconnects",
                "Subscriptions after the first one",
                feed -> feed.totals().reconnects());
        counter(
                "millrace.consumer.stream.changes",
                "Times the producer had another stream",
                feed -> feed.totals().streamChanges());
        FunctionCounter.builder(
                        "millrace.consumer.received",
                        counters,
                        feed -> feed.published().totals().bytes())
                .baseUnit(BaseUnits.BYTES)
                .description("Bytes of the lines received")
                .register(registry);
        gauges();
        malformed();
        dropped(sinks);
    }

    private void counter(String name, String description, ToDoubleFunction<FeedSnapshot> value) {
        FunctionCounter.builder(name, counters, feed -> value.applyAsDouble(feed.published()))
                .description(description)
                .register(registry);
    }

    private void gauges() {
        Gauge.builder(
                        "millrace.consumer.lag",
                        counters,
                        feed -> feed.published().lag())
                .description("Events that exist and are not read yet")
                .register(registry);
        Gauge.builder(
                        "millrace.consumer.connected",
                        counters,
                        feed -> feed.published().state() == FeedSnapshot.State.CONNECTED ? 1 : 0)
                .description("1 while the feed reads, else 0")
                .register(registry);
    }

    private void malformed() {
        for (Reason reason : Reason.values()) {
            FunctionCounter.builder(
                            "millrace.consumer.malformed",
                            counters,
                            feed -> feed.published().totals().malformed().getOrDefault(reason.code(), 0L))
                    .description("Lines that are no events")
                    .tag("reason", reason.code())
                    .register(registry);
        }
    }

    private void dropped(List<LossySink> sinks) {
        for (LossySink sink : sinks) {
            FunctionCounter.builder("millrace.consumer.dropped", sink, LossySink::dropped)
                    .description("Events not printed or not sent to a slow browser")
                    .tag("reason", sink.name())
                    .register(registry);
        }
    }
}

package io.millrace.producer.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.millrace.producer.live.LiveStream;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.stereotype.Component;

/** The producer's figures for Prometheus: what was asked for, what there is, and what was really sent. */
@Component
final class ProducerMetrics implements ServerEvents {
    private final MeterRegistry registry;
    private final LongAdder events = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    ProducerMetrics(MeterRegistry registry, LiveStream stream) {
        this.registry = registry;
        Gauge.builder(
                        "millrace.stream.rate.asked",
                        stream,
                        live -> live.moment().eventsPerSecond())
                .description("Events per second the stream is asked for now")
                .register(registry);
        FunctionCounter.builder(
                        "millrace.stream.head", stream, live -> live.moment().head())
                .description("Events of the stream so far")
                .register(registry);
        FunctionCounter.builder("millrace.stream.sent.events", events, LongAdder::sum)
                .description("Event lines handed to connections, each reader's counted")
                .register(registry);
        FunctionCounter.builder("millrace.stream.sent", bytes, LongAdder::sum)
                .baseUnit(BaseUnits.BYTES)
                .description("Bytes of event lines handed to connections")
                .register(registry);
    }

    /** Counts the readers of a server; apart, since the server itself reports here. */
    void watch(StreamServer server) {
        Gauge.builder("millrace.stream.readers", server, StreamServer::readerCount)
                .description("Connected readers")
                .register(registry);
    }

    @Override
    public void sent(long count, long length) {
        events.add(count);
        bytes.add(length);
    }

    @Override
    public void rejected(String code) {
        Counter.builder("millrace.stream.rejected")
                .description("Readers turned away")
                .tag("code", code)
                .register(registry)
                .increment();
    }
}

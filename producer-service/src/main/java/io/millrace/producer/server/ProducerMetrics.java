package io.millrace.producer.server;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.millrace.producer.live.LiveStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** The producer's figures for Prometheus: what was asked for, what there is, and what was really sent. */
@Component
final class ProducerMetrics implements ServerEvents {
    private final MeterRegistry registry;
    private final LongAdder sentEvents = new LongAdder();
    private final LongAdder sentBytes = new LongAdder();
    private final LongAdder encodings = new LongAdder();
    private final LongAdder encodedEvents = new LongAdder();
    private final LongAdder encodedBytes = new LongAdder();
    private final LongAdder encodingNanos = new LongAdder();
    private final LongAdder hits = new LongAdder();

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
        count("millrace.stream.sent.events", sentEvents, "Event lines handed to connections, each reader's counted");
        countBytes("millrace.stream.sent", sentBytes, "Bytes of event lines handed to connections");
        count("millrace.stream.encoded.events", encodedEvents, "Event lines encoded");
        countBytes("millrace.stream.encoded", encodedBytes, "Bytes of event lines encoded");
        FunctionTimer.builder(
                        "millrace.stream.encode",
                        this,
                        metrics -> metrics.encodings.sum(),
                        metrics -> metrics.encodingNanos.sum(),
                        TimeUnit.NANOSECONDS)
                .description("Encoding of lines, about 32 kB at once")
                .register(registry);
        countGets("hit", hits);
        countGets("miss", encodings);
    }

    private void count(String name, LongAdder adder, String description) {
        FunctionCounter.builder(name, adder, LongAdder::sum)
                .description(description)
                .register(registry);
    }

    private void countBytes(String name, LongAdder adder, String description) {
        FunctionCounter.builder(name, adder, LongAdder::sum)
                .baseUnit(BaseUnits.BYTES)
                .description(description)
                .register(registry);
    }

    private void countGets(String result, LongAdder adder) {
        FunctionCounter.builder("millrace.stream.cache.gets", adder, LongAdder::sum)
                .description("Looks for encoded lines: found, or to be encoded")
                .tag("result", result)
                .register(registry);
    }

    /** Shows the figures of a server; apart, since the server itself reports here. */
    void watch(StreamServer server) {
        gauge("millrace.stream.rate.achieved", server, of -> of.sample().headPerSecond())
                .description("Events per second published within the last second")
                .register(registry);
        gauge("millrace.stream.readers", server, StreamServer::readerCount)
                .description("Connected readers")
                .register(registry);
        gauge("millrace.stream.readers.blocked", server, of -> of.sample().blocked())
                .description("Readers whose connection takes no more bytes, though there are some")
                .register(registry);
        gauge("millrace.stream.connections", server, StreamServer::connectionCount)
                .description("Connections, those included that are no readers yet")
                .register(registry);
        gauge("millrace.stream.cache.size", server, StreamServer::cachedBytes)
                .baseUnit(BaseUnits.BYTES)
                .description("Memory that encoded lines take, shared by all readers")
                .register(registry);
        gauge("millrace.stream.unsent", server, StreamServer::unsentBytes)
                .baseUnit(BaseUnits.BYTES)
                .description("What connections were given and have not taken yet")
                .register(registry);
        watchLag(server, "0.5", StreamSample::medianLag);
        watchLag(server, "0.95", StreamSample::lag95);
        watchLag(server, "0.99", StreamSample::lag99);
        watchLag(server, "1", StreamSample::greatestLag);
    }

    private static Gauge.Builder<StreamServer> gauge(
            String name, StreamServer server, ToDoubleFunction<StreamServer> value) {
        return Gauge.builder(name, server, value);
    }

    private void watchLag(StreamServer server, String quantile, ToDoubleFunction<StreamSample> value) {
        gauge("millrace.stream.lag", server, of -> value.applyAsDouble(of.sample()))
                .description("Events not yet sent to a reader: the share of the readers given by quantile has no more")
                .tag("quantile", quantile)
                .baseUnit(BaseUnits.EVENTS)
                .register(registry);
    }

    @Override
    public void sent(long count, long length) {
        sentEvents.add(count);
        sentBytes.add(length);
    }

    @Override
    public void encoded(long count, long length, long nanos) {
        encodings.increment();
        encodedEvents.add(count);
        encodedBytes.add(length);
        encodingNanos.add(nanos);
    }

    @Override
    public void reused() {
        hits.increment();
    }

    @Override
    public void rejected(Rejection reason) {
        Counter.builder("millrace.stream.rejected")
                .description("Connections turned away")
                .tag("reason", reason.tag())
                .register(registry)
                .increment();
    }
}

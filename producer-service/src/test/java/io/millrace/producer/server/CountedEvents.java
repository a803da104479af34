package io.millrace.producer.server;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a server tells of its work. */
final class CountedEvents implements ServerEvents {
    private final Map<Rejection, LongAdder> rejections = new EnumMap<>(Rejection.class);
    private final LongAdder encoded = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder reused = new LongAdder();

    CountedEvents() {
        for (Rejection reason : Rejection.values()) {
            rejections.put(reason, new LongAdder());
        }
    }

    @Override
    public void sent(long events, long bytes) {
        sent.add(events);
    }

    @Override
    public void encoded(long events, long bytes, long nanos) {
        encoded.add(events);
    }

    @Override
    public void reused() {
        reused.increment();
    }

    @Override
    public void rejected(Rejection reason) {
        adder(reason).increment();
    }

    private LongAdder adder(Rejection reason) {
        return Objects.requireNonNull(rejections.get(reason));
    }

    long encodedEvents() {
        return encoded.sum();
    }

    long sentEvents() {
        return sent.sum();
    }

    long reuses() {
        return reused.sum();
    }

    long rejections(Rejection reason) {
        return adder(reason).sum();
    }
}

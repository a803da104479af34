package io.millrace.producer.server;

import java.util.concurrent.atomic.LongAdder;

/** Counts the events handed to connections, all readers together, and passes on everything the server tells. */
final class SentEvents implements ServerEvents {
    private final ServerEvents listener;
    private final LongAdder count = new LongAdder();

    SentEvents(ServerEvents listener) {
        this.listener = listener;
    }

    long count() {
        return count.sum();
    }

    @Override
    public void sent(long events, long bytes) {
        count.add(events);
        listener.sent(events, bytes);
    }

    @Override
    public void encoded(long events, long bytes, long nanos) {
        listener.encoded(events, bytes, nanos);
    }

    @Override
    public void reused() {
        listener.reused();
    }

    @Override
    public void rejected(Rejection reason) {
        listener.rejected(reason);
    }
}

package io.millrace.producer.server;

import io.millrace.producer.live.LiveStream;
import java.util.Collection;

/** Looks once a second how the readers stand. Run by one thread; the last sample may be asked for by any. */
final class StreamSampler implements Runnable {
    static final long EVERY_MILLIS = 1_000;
    private static final double NANOS_PER_SECOND = 1e9;

    private final LiveStream stream;
    private final Collection<Reader> readers;
    private volatile StreamSample last = StreamSample.NONE;
    private long headBefore;
    private long sampledAt = System.nanoTime();

    StreamSampler(LiveStream stream, Collection<Reader> readers) {
        this.stream = stream;
        this.readers = readers;
        this.headBefore = stream.moment().head();
    }

    @Override
    public void run() {
        long head = stream.moment().head();
        long now = System.nanoTime();
        double headPerSecond = (head - headBefore) * NANOS_PER_SECOND / Math.max(1, now - sampledAt);
        last = StreamSample.of(readers, head, headPerSecond);
        headBefore = head;
        sampledAt = now;
    }

    StreamSample last() {
        return last;
    }
}

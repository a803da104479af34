package io.millrace.producer.server;

import io.millrace.producer.live.LiveStream;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/** Looks once a second how the readers stand. Run by one thread; the last sample may be asked for by any. */
final class StreamSampler implements Runnable {
    static final long EVERY_MILLIS = 1_000;

    /** What is sent comes in bursts, so its rate is taken over so many samples. */
    private static final int SAMPLES_OF_SENT = 5;

    private static final double NANOS_PER_SECOND = 1e9;

    private final LiveStream stream;
    private final Collection<Reader> readers;
    private final SentEvents sent;
    private final Deque<Count> counts = new ArrayDeque<>();
    private volatile StreamSample last = StreamSample.NONE;

    StreamSampler(LiveStream stream, Collection<Reader> readers, SentEvents sent) {
        this.stream = stream;
        this.readers = readers;
        this.sent = sent;
        counts.add(count());
    }

    /** How much there was at a time. */
    private record Count(long nanos, long head, long sent) {
        double headPerSecondSince(Count before) {
            return (head - before.head) * NANOS_PER_SECOND / Math.max(1, nanos - before.nanos);
        }

        double sentPerSecondSince(Count before) {
            return (sent - before.sent) * NANOS_PER_SECOND / Math.max(1, nanos - before.nanos);
        }
    }

    private Count count() {
        return new Count(System.nanoTime(), stream.moment().head(), sent.count());
    }

    @Override
    public void run() {
        Count now = count();
        double headPerSecond = now.headPerSecondSince(counts.getLast());
        double sentPerSecond = now.sentPerSecondSince(counts.getFirst());
        last = StreamSample.of(readers, now.head(), headPerSecond, sentPerSecond);
        counts.add(now);
        if (counts.size() > SAMPLES_OF_SENT) {
            counts.remove();
        }
    }

    StreamSample last() {
        return last;
    }
}

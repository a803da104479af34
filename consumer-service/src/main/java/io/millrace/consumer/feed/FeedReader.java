package io.millrace.consumer.feed;

import io.millrace.consumer.feed.FeedSnapshot.State;
import io.millrace.stream.client.ClientSettings;
import io.millrace.stream.client.ClientStatus;
import io.millrace.stream.client.EventStreamClient;
import io.millrace.stream.client.StreamRejectedException;
import io.millrace.stream.protocol.ErrorCode;
import io.millrace.stream.protocol.From;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Reads the stream while the application runs, on one thread, whatever happens: every fault is retried, and where the
 * producer has another stream than before, that one is read from the configured start.
 */
final class FeedReader implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(FeedReader.class);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(6);

    private final ClientSettings settings;
    private final From start;
    private final FeedCounters counters;
    private final FeedFunnel funnel;

    private volatile boolean running;
    private volatile @Nullable EventStreamClient client;
    private @Nullable Thread thread;

    FeedReader(ClientSettings settings, From start, FeedCounters counters, FeedFunnel funnel) {
        this.settings = settings;
        this.start = start;
        this.counters = counters;
        this.funnel = funnel;
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        running = true;
        Thread reader = new Thread(this::run, "millrace-consumer-reader");
        reader.setUncaughtExceptionHandler((failed, cause) -> log.error("The reading thread ended", cause));
        thread = reader;
        reader.start();
    }

    private void run() {
        try {
            while (running) {
                try (EventStreamClient opened = new EventStreamClient(settings, start)) {
                    client = opened;
                    while (running && readsOn(opened)) {
                        counters.publish();
                    }
                }
            }
        } finally {
            counters.enter(State.CLOSED);
            counters.publish();
        }
    }

    /** Polls once; false if the position is of no use any more. */
    private boolean readsOn(EventStreamClient reading) {
        try {
            reading.poll(funnel, LOOK);
            note(reading.status().connection());
            return true;
        } catch (StreamRejectedException e) {
            return rejected(e);
        }
    }

    private boolean rejected(StreamRejectedException e) {
        boolean otherStream = ErrorCode.UNKNOWN_STREAM.wire().equals(e.code());
        if (otherStream) {
            log.warn("{}; reading the new stream from {} on", e.getMessage(), start.wire());
            return false;
        }
        if (counters.state() != State.REJECTED) {
            log.warn("{}; trying again until it is mended", e.getMessage());
        }
        counters.enter(State.REJECTED);
        return true;
    }

    /** A rejection stays in sight until the producer takes the reader, which {@link FeedCounters#subscribed} notes. */
    private void note(ClientStatus.Connection connection) {
        if (counters.state() == State.REJECTED) {
            return;
        }
        counters.enter(
                switch (connection) {
                    case DISCONNECTED -> State.DISCONNECTED;
                    case SUBSCRIBING -> State.SUBSCRIBING;
                    case CONNECTED -> State.CONNECTED;
                    case CLOSED -> State.CLOSED;
                });
    }

    @Override
    public synchronized void stop() {
        running = false;
        EventStreamClient reading = client;
        if (reading != null) {
            reading.close();
        }
        Thread reader = thread;
        if (reader == null) {
            return;
        }
        try {
            reader.join(STOP_PATIENCE.toMillis());
            if (reader.isAlive()) {
                log.warn("The reading thread did not end within {}", STOP_PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread = null;
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}

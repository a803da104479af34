package io.millrace.producer.live;

import io.millrace.producer.journal.JournalException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The two threads that keep a stream going: one publishes the head, the other moves the synced bound ahead of it. */
public final class StreamTicker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamTicker.class);
    private static final long TICK_NANOS = Duration.ofMillis(15).toNanos();
    private static final long BOUND_NANOS = Duration.ofMillis(500).toNanos();
    private static final long JOIN_MILLIS = 5_000;

    private final LiveStream stream;
    private final Runnable moved;
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final Thread ticking;
    private final Thread bounding;

    /** @param moved told, on the ticking thread, whenever there is something new to send */
    public StreamTicker(LiveStream stream, Runnable moved) {
        this.stream = stream;
        this.moved = moved;
        this.ticking = new Thread(this::tick, "millrace-head");
        this.bounding = new Thread(this::moveBound, "millrace-bound");
    }

    /** Starts both threads. */
    public void start() {
        bounding.start();
        ticking.start();
    }

    private void tick() {
        long told = -1;
        while (running.get()) {
            stream.tick();
            // a command moves the head too, so what counts is the head that was told last
            long head = stream.moment().head();
            if (head != told) {
                told = head;
                moved.run();
            }
            LockSupport.parkNanos(TICK_NANOS);
        }
    }

    private void moveBound() {
        boolean failed = false;
        while (running.get()) {
            try {
                stream.extendBound();
                failed = false;
            } catch (IOException e) {
                if (!failed) {
                    LOG.error(
                            "Cannot sync the journal's bound, the stream will stand still until it can: {}",
                            e.toString());
                }
                failed = true;
            }
            LockSupport.parkNanos(BOUND_NANOS);
        }
    }

    /** Ends both threads and pauses the stream in its journal. Idempotent. */
    @Override
    public void close() {
        if (!running.compareAndSet(true, false)) {
            return;
        }
        join(ticking);
        join(bounding);
        try {
            stream.pause();
            stream.shrinkBound();
        } catch (IOException | JournalException e) {
            LOG.error("Cannot record the pause, the next start will make up for the time down: {}", e.toString());
        }
    }

    private static void join(Thread thread) {
        LockSupport.unpark(thread);
        try {
            thread.join(JOIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

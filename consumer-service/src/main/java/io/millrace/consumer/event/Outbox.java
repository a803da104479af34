package io.millrace.consumer.event;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A queue between the reading thread and one slower taker, bounded in events and in bytes of their lines. What does not fit
 * is dropped and counted.
 */
public final class Outbox {
    private final int maxEvents;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final ArrayDeque<ReceivedEvent> events = new ArrayDeque<>();
    private long bytes;
    private long dropped;
    private boolean closed;

    public Outbox(int maxEvents, long maxBytes) {
        this.maxEvents = maxEvents;
        this.maxBytes = maxBytes;
    }

    /** Adds an event, or counts it as dropped if there is no room. Nothing happens once closed. */
    public void offer(ReceivedEvent event) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (events.size() >= maxEvents || bytes + event.bytes() > maxBytes) {
                dropped++;
                return;
            }
            events.add(event);
            bytes += event.bytes();
            if (events.size() == 1) {
                filled.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the next events, waiting for a first one.
     *
     * @return at most {@code max} events in order; none after {@code wait}, and at once when closed and empty
     */
    public List<ReceivedEvent> take(int max, Duration wait) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = wait.toNanos();
            while (events.isEmpty() && !closed && left > 0) {
                left = filled.awaitNanos(left);
            }
            List<ReceivedEvent> taken = new ArrayList<>(Math.min(max, events.size()));
            while (taken.size() < max && !events.isEmpty()) {
                ReceivedEvent next = events.remove();
                bytes -= next.bytes();
                taken.add(next);
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Events that found no room. */
    public long dropped() {
        lock.lock();
        try {
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing will come any more. What is inside can still be taken. */
    public boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more and wakes the taker. */
    public void close() {
        lock.lock();
        try {
            closed = true;
            filled.signalAll();
        } finally {
            lock.unlock();
        }
    }
}

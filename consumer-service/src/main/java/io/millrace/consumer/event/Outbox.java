package io.millrace.consumer.event;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A queue between a thread that must not wait and one slower taker, bounded in items and in bytes of their lines. What does
 * not fit is dropped and counted.
 *
 * @param <T> what waits, such as events
 */
public final class Outbox<T> {
    private record Waiting<T>(T item, int bytes) {}

    private final int maxItems;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition filled = lock.newCondition();
    private final ArrayDeque<Waiting<T>> items = new ArrayDeque<>();
    private long bytes;
    private long dropped;
    private boolean closed;

    public Outbox(int maxItems, long maxBytes) {
        this.maxItems = maxItems;
        this.maxBytes = maxBytes;
    }

    /** Adds an item, or counts it as dropped if there is no room. Nothing happens once closed. */
    public void offer(T item, int itemBytes) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            if (items.size() >= maxItems || bytes + itemBytes > maxBytes) {
                dropped++;
                return;
            }
            items.add(new Waiting<>(item, itemBytes));
            bytes += itemBytes;
            if (items.size() == 1) {
                filled.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the next items, waiting for a first one.
     *
     * @return at most {@code max} items in order; none after {@code wait}, and at once when closed and empty
     */
    public List<T> take(int max, Duration wait) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = wait.toNanos();
            while (items.isEmpty() && !closed && left > 0) {
                left = filled.awaitNanos(left);
            }
            List<T> taken = new ArrayList<>(Math.min(max, items.size()));
            while (taken.size() < max && !items.isEmpty()) {
                Waiting<T> next = items.remove();
                bytes -= next.bytes();
                taken.add(next.item());
            }
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /** Items that found no room. */
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

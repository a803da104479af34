package io.millrace.producer.server;

import java.time.Duration;
import java.time.Instant;

/** How a reader's connection took what it was given. Written by its event loop, read by any thread. */
final class SendingTimes {
    private final Instant connectedAt;
    private volatile long bytes;
    private volatile long blockedNanos;
    private volatile long blockedSince;
    private long sentAt = System.nanoTime();

    SendingTimes(Instant connectedAt) {
        this.connectedAt = connectedAt;
    }

    Instant connectedAt() {
        return connectedAt;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void sent(int count) {
        bytes += count;
        sentAt = System.nanoTime();
    }

    long bytes() {
        return bytes;
    }

    Duration sinceSent() {
        return Duration.ofNanos(System.nanoTime() - sentAt);
    }

    void blocked(boolean now) {
        if (now && blockedSince == 0) {
            blockedSince = System.nanoTime();
        } else if (!now && blockedSince != 0) {
            blockedNanos = blockedTime().toNanos();
            blockedSince = 0;
        }
    }

    boolean isBlocked() {
        return blockedSince != 0;
    }

    /** How long the connection took no more bytes, though there were some, up to now. */
    Duration blockedTime() {
        long since = blockedSince;
        return Duration.ofNanos(blockedNanos + (since == 0 ? 0 : System.nanoTime() - since));
    }
}

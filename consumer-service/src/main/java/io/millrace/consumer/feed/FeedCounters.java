package io.millrace.consumer.feed;

import io.millrace.consumer.feed.FeedSnapshot.State;
import io.millrace.stream.client.StreamInfo;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the feed counts. Written by the reading thread only, which publishes a snapshot now and then for all others. */
final class FeedCounters {
    private final InstantSource clock;
    private State state = State.DISCONNECTED;
    private Instant since;
    private @Nullable StreamInfo stream;
    private long first;
    private long next;
    private long head;
    private long received;

    private final Map<String, Long> malformed = new TreeMap<>();
    private long total;
    private long bytes;
    private long oversized;
    private long gaps;
    private long duplicates;
    private long subscriptions;
    private long streamChanges;
    private @Nullable String lastError;

    private volatile FeedSnapshot published;

    FeedCounters(InstantSource clock) {
        this.clock = clock;
        this.since = clock.instant();
        this.published = snapshot();
    }

    /** The feed as it was published last. For any thread. */
    FeedSnapshot published() {
        return published;
    }

    void publish() {
        published = snapshot();
    }

    void enter(State entered) {
        if (entered != state) {
            state = entered;
            since = clock.instant();
        }
    }

    State state() {
        return state;
    }

    void subscribed(StreamInfo info) {
        StreamInfo before = stream;
        if (before == null || !before.id().equals(info.id())) {
            streamChanges += before == null ? 0 : 1;
            first = info.next();
            next = first;
            received = 0;
        }
        stream = info;
        head = info.head();
        subscriptions++;
        enter(State.CONNECTED);
    }

    void disconnected(String reason) {
        lastError = reason;
    }

    void handedOver(long sequence, long length) {
        if (sequence >= next) {
            gaps += sequence - next;
            next = sequence + 1;
        } else {
            duplicates++;
        }
        received++;
        total++;
        bytes += length + 1;
    }

    void oversized() {
        oversized++;
    }

    void malformed(String reason) {
        malformed.merge(reason, 1L, Long::sum);
    }

    void heartbeat(long reported) {
        head = reported;
    }

    private FeedSnapshot snapshot() {
        FeedSnapshot.Totals totals = new FeedSnapshot.Totals(
                total,
                bytes,
                Map.copyOf(malformed),
                oversized,
                gaps,
                duplicates,
                Math.max(0, subscriptions - 1),
                streamChanges);
        return new FeedSnapshot(state, since, stream, first, next, Math.max(head, next), received, totals, lastError);
    }
}

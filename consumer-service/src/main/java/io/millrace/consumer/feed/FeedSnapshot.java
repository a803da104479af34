package io.millrace.consumer.feed;

import io.millrace.stream.client.StreamInfo;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The feed at one moment.
 *
 * @param state how it stands with the producer
 * @param since when that state began
 * @param stream the stream read, or null before the first answer
 * @param first the first sequence read of that stream
 * @param next the next sequence to read; {@code first + received} unless events are missing or came twice
 * @param head events of the stream so far, as last reported
 * @param received lines read of that stream, malformed and oversized ones included
 * @param totals what was counted since the start, over all streams
 * @param lastError why the last connection ended or failed, null if none did
 */
record FeedSnapshot(
        State state,
        Instant since,
        @Nullable StreamInfo stream,
        long first,
        long next,
        long head,
        long received,
        Totals totals,
        @Nullable String lastError) {
    /** How the feed stands with its producer. */
    enum State {
        /** No connection; it tries again. */
        DISCONNECTED,
        /** Connected, the subscription is not answered yet. */
        SUBSCRIBING,
        /** Reading. */
        CONNECTED,
        /** The producer refuses for a reason that somebody has to mend; it tries again all the same. */
        REJECTED,
        /** The service is stopping. */
        CLOSED
    }

    /**
     * Counts since the start.
     *
     * @param received lines of any kind
     * @param bytes of those lines, with their ends
     * @param malformed lines that are no events, by reason
     * @param oversized lines longer than the protocol allows
     * @param gaps sequences that were skipped
     * @param duplicates sequences that came again
     * @param reconnects subscriptions answered after the first one
     * @param streamChanges how often the producer had another stream than before
     */
    record Totals(
            long received,
            long bytes,
            Map<String, Long> malformed,
            long oversized,
            long gaps,
            long duplicates,
            long reconnects,
            long streamChanges) {
        long malformedCount() {
            return malformed.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    long lag() {
        return Math.max(0, head - next);
    }
}

package io.millrace.consumer.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.consumer.event.LossySink;
import io.millrace.stream.client.ClientSettings;
import io.millrace.stream.client.StreamInfo;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code GET /feed}. Of the stream read now, each sequence was received exactly once as long as
 * {@code received} is {@code next - first} and {@code gaps} and {@code duplicates} are 0.
 *
 * @param state disconnected, subscribing, connected, rejected or closed
 * @param since when that state began
 * @param endpoint host and port of the producer
 * @param protocol auto, millrace or plain, as configured
 * @param stream the id of the stream, absent before the first answer
 * @param kind synthetic, replay or plain, absent before the first answer
 * @param first the first sequence read of this stream
 * @param next the next sequence to read
 * @param lag events that exist and are not read yet, as of the last heartbeat
 * @param received lines read of this stream, malformed and oversized ones included
 * @param malformed lines that are no events since the start, by reason
 * @param oversized lines longer than the protocol allows, since the start
 * @param gaps sequences that were skipped, since the start
 * @param duplicates sequences that came again, since the start
 * @param reconnects subscriptions after the first one
 * @param streamChanges how often the producer had another stream than before
 * @param dropped events not printed or not sent to a slow browser, by sink; none is lost to the feed by that
 * @param lastError why the last connection ended or failed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Feed(
        String state,
        Instant since,
        String endpoint,
        String protocol,
        @Nullable String stream,
        @Nullable String kind,
        long first,
        long next,
        long lag,
        long received,
        Malformed malformed,
        long oversized,
        long gaps,
        long duplicates,
        long reconnects,
        long streamChanges,
        Map<String, Long> dropped,
        @Nullable String lastError) {
    /**
     * Lines that are no events.
     *
     * @param total of all reasons
     * @param reasons how many for each reason
     */
    record Malformed(long total, Map<String, Long> reasons) {}

    static Feed of(FeedSnapshot snapshot, ClientSettings settings, List<LossySink> sinks) {
        StreamInfo stream = snapshot.stream();
        FeedSnapshot.Totals totals = snapshot.totals();
        Map<String, Long> dropped = new TreeMap<>();
        sinks.forEach(sink -> dropped.put(sink.name(), sink.dropped()));
        return new Feed(
                lower(snapshot.state()),
                snapshot.since(),
                settings.endpoint().toString(),
                lower(settings.protocol()),
                stream == null ? null : stream.id(),
                stream == null ? null : lower(stream.kind()),
                snapshot.first(),
                snapshot.next(),
                snapshot.lag(),
                snapshot.received(),
                new Malformed(totals.malformedCount(), new TreeMap<>(totals.malformed())),
                totals.oversized(),
                totals.gaps(),
                totals.duplicates(),
                totals.reconnects(),
                totals.streamChanges(),
                dropped,
                snapshot.lastError());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}

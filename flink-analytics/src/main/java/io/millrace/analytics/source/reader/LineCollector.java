package io.millrace.analytics.source.reader;

import io.millrace.analytics.event.BatchEnd;
import io.millrace.analytics.event.Heartbeat;
import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.analytics.event.UnreadableLine;
import io.millrace.analytics.settings.TimeMode;
import io.millrace.analytics.settings.TimeSettings;
import io.millrace.analytics.source.split.EventSplit;
import io.millrace.stream.client.FrameHandler;
import io.millrace.stream.client.StreamInfo;
import io.millrace.stream.event.EventView;
import io.millrace.stream.event.LazyParser;
import io.millrace.stream.event.MalformedEventException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parses lines straight from the client's buffer and gathers them into batches. Used by one fetcher's thread.
 *
 * <p>In {@link TimeMode#EVENT} an event dated more than a day after its stream time counts as unreadable ({@link
 * UnreadableLine#TIME_IN_THE_FUTURE}): its window would stay open, and in the state of the job, until that day comes.
 */
final class LineCollector implements FrameHandler {
    private static final Logger LOG = LoggerFactory.getLogger(LineCollector.class);
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final Duration FURTHEST_AHEAD = Duration.ofDays(1);

    private final EventSplit split;
    private final TimeMode mode;
    private final LazyParser parser;
    private final ReadingMetrics metrics;
    private final Runnable onHeartbeat;
    private EventBatch batch;
    private @Nullable ReceivedEvent last;
    private boolean linesSinceBatchEnd;
    private boolean connected;

    /** A collector that runs {@code onHeartbeat} after each heartbeat, for it should not wait for more lines. */
    LineCollector(EventSplit split, TimeSettings settings, ReadingMetrics metrics, Runnable onHeartbeat) {
        this.split = split;
        this.mode = settings.mode();
        this.parser = new LazyParser(settings.format());
        this.metrics = metrics;
        this.onHeartbeat = onHeartbeat;
        this.batch = new EventBatch(split.splitId());
    }

    /** Returns what has been gathered since the last call. */
    EventBatch take() {
        if (linesSinceBatchEnd) {
            batch.add(BatchEnd.INSTANCE);
            linesSinceBatchEnd = false;
        }
        if (last != null) {
            metrics.fetched(last.time());
            last = null;
        }
        EventBatch taken = batch;
        batch = new EventBatch(split.splitId());
        return taken;
    }

    @Override
    public void event(long sequence, long streamTime, byte[] buffer, int offset, int length) {
        long streamMillis = millis(streamTime);
        try {
            EventView event = parser.parse(buffer, offset, length);
            Instant own = mode == TimeMode.EVENT ? event.timestamp() : null;
            if (isTooFarAhead(own, streamMillis)) {
                String reason = UnreadableLine.TIME_IN_THE_FUTURE;
                add(sequence, streamMillis, UnreadableLine.of(reason, buffer, offset, length, length));
                return;
            }
            long time = own == null ? streamMillis : own.toEpochMilli();
            add(new ReceivedEvent(split.stream(), sequence, streamMillis, time, event, null));
        } catch (MalformedEventException e) {
            add(sequence, streamMillis, UnreadableLine.of(e.reason().code(), buffer, offset, length, length));
        }
    }

    @Override
    public void oversized(long sequence, long streamTime, byte[] head, long length) {
        add(sequence, millis(streamTime), UnreadableLine.of(UnreadableLine.OVERSIZED, head, 0, head.length, length));
    }

    private void add(long sequence, long streamMillis, UnreadableLine line) {
        add(new ReceivedEvent(split.stream(), sequence, streamMillis, streamMillis, null, line));
    }

    private void add(ReceivedEvent event) {
        batch.add(event);
        last = event;
        linesSinceBatchEnd = true;
    }

    @Override
    public void heartbeat(long next, long head, long watermark) {
        batch.add(new Heartbeat(head, millis(watermark)));
        linesSinceBatchEnd = false;
        onHeartbeat.run();
    }

    @Override
    public void subscribed(StreamInfo stream) {
        LOG.info("Reading {} of {} from sequence {} on", split.splitId(), stream.id(), stream.next());
        connected = true;
    }

    @Override
    public void disconnected(String reason) {
        if (connected) {
            LOG.warn("Lost {}, connecting again: {}", split.splitId(), reason);
        } else {
            LOG.debug("Still no connection to {}: {}", split.splitId(), reason);
        }
        connected = false;
    }

    /** Is asked before the time is turned into milliseconds, which not every instant has. */
    private static boolean isTooFarAhead(@Nullable Instant own, long streamMillis) {
        return own != null && own.isAfter(Instant.ofEpochMilli(streamMillis).plus(FURTHEST_AHEAD));
    }

    private static long millis(long nanos) {
        return Math.floorDiv(nanos, NANOS_PER_MILLI);
    }
}

package io.millrace.analytics.source.reader;

import io.millrace.analytics.event.Heartbeat;
import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.analytics.settings.TimeMode;
import io.millrace.analytics.settings.TimeSettings;
import io.millrace.analytics.source.split.EventSplit;
import io.millrace.stream.client.StreamInfo;

/**
 * How far a split has been emitted, and the watermark that follows from it. What it follows from:
 *
 * <ul>
 *   <li>the stream time of lines and heartbeats, which never goes back, where it is the events' time ({@link
 *       TimeMode#ARRIVAL}) or the events' own times are bound to it (a synthetic stream);
 *   <li>else the events' own times: over a replay or a plain server they have nothing to do with the stream time. A record
 *       dated into the future counts no later than it was sent, so that one wrong clock cannot close every window. A record
 *       that tells no time is placed by its stream time, but moves nothing: what follows it may be years older.
 * </ul>
 *
 * <p>In {@link TimeMode#EVENT} the watermark stays behind by the out-of-orderness asked for.
 */
final class SplitProgress {
    private static final long NONE = Long.MIN_VALUE;

    private final EventSplit split;
    private final boolean byStreamTime;
    private final long slack;
    private long next;
    private long streamTime = NONE;
    private long ownTime = NONE;
    private long emitted = NONE;

    SplitProgress(EventSplit split, TimeSettings settings) {
        boolean arrival = settings.mode() == TimeMode.ARRIVAL;
        this.split = split;
        this.byStreamTime = arrival || split.kind() == StreamInfo.Kind.SYNTHETIC;
        this.slack = arrival ? 0 : settings.outOfOrderness().toMillis();
        this.next = split.next();
    }

    /** A line was emitted. */
    void emitted(ReceivedEvent event) {
        next = event.sequence() + 1;
        streamTime = Math.max(streamTime, event.streamTime());
        if (event.event() != null && event.event().timestamp() != null) {
            ownTime = Math.max(ownTime, Math.min(event.time(), event.streamTime()));
        }
    }

    /** A heartbeat came after all lines emitted. */
    void heartbeat(Heartbeat heartbeat) {
        streamTime = Math.max(streamTime, heartbeat.watermark());
    }

    /**
     * Moves the watermark on as far as can be said.
     *
     * @return whether it moved
     */
    boolean advanceWatermark() {
        long reached = byStreamTime ? streamTime : ownTime;
        // Events with exactly the time reached may still come, so the watermark is just before it.
        long watermark = reached == NONE ? NONE : reached - slack - 1;
        boolean advanced = watermark > emitted;
        emitted = Math.max(emitted, watermark);
        return advanced;
    }

    /** The watermark last moved to, milliseconds since the epoch. */
    long watermark() {
        return emitted;
    }

    /** How far the split was emitted, milliseconds since the epoch. Never goes back, and heartbeats move it on. */
    long streamTime() {
        return streamTime;
    }

    String splitId() {
        return split.splitId();
    }

    /** The split as it is to be resumed. */
    EventSplit toSplit() {
        return split.at(next);
    }
}

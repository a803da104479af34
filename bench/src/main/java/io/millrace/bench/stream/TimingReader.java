package io.millrace.bench.stream;

import io.millrace.stream.journal.EpochNanos;
import io.millrace.stream.protocol.ControlLine;
import io.millrace.stream.protocol.ProtocolException;
import io.millrace.stream.protocol.WireCodec;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A subscriber that notes how late each event comes, by the time in its line, and counts along with the sequences: what the
 * server says it sent must be what came.
 */
final class TimingReader implements Inflow {
    private static final byte[] NOTHING = {};

    private final Delays delays;
    private final InstantSource clock;
    private final AtomicLong next = new AtomicLong(-1);
    private byte[] unfinished = NOTHING;
    private volatile boolean missed;

    /** @param clock the wall clock, which the stream's time starts at */
    TimingReader(Delays delays, InstantSource clock) {
        this.delays = delays;
        this.clock = clock;
    }

    /** The sequence of the next event; -1 before the server answered. */
    long next() {
        return next.get();
    }

    /** Whether anything came that is neither an event nor for the reader, or the server sent what did not come. */
    boolean missed() {
        return missed;
    }

    @Override
    public void received(ByteBuffer bytes) {
        long now = EpochNanos.of(clock.instant());
        byte[] lines = new byte[unfinished.length + bytes.remaining()];
        System.arraycopy(unfinished, 0, lines, 0, unfinished.length);
        bytes.get(lines, unfinished.length, bytes.remaining());
        int start = 0;
        for (int i = unfinished.length; i < lines.length; i++) {
            if (lines[i] == '\n') {
                line(lines, start, i - start, now);
                start = i + 1;
            }
        }
        unfinished = start == lines.length ? NOTHING : Arrays.copyOfRange(lines, start, lines.length);
    }

    private void line(byte[] lines, int offset, int length, long now) {
        if (LineTime.isEvent(lines, offset, length)) {
            delays.add(LineTime.nanosUntil(now, lines, offset));
            next.lazySet(next.getPlain() + 1);
            return;
        }
        try {
            control(WireCodec.decodeControl(lines, offset, length));
        } catch (ProtocolException e) {
            missed = true;
        }
    }

    private void control(ControlLine line) {
        if (line instanceof ControlLine.Subscribed subscribed) {
            next.set(subscribed.next());
        } else if (line instanceof ControlLine.Rejected
                || (line instanceof ControlLine.Heartbeat heartbeat && heartbeat.next() != next.get())) {
            missed = true;
        }
    }
}

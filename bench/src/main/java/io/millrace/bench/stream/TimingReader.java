package io.millrace.bench.stream;

import io.millrace.stream.journal.EpochNanos;
import io.millrace.stream.protocol.ControlLine;
import io.millrace.stream.protocol.ProtocolException;
import io.millrace.stream.protocol.WireCodec;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A subscriber that notes how late each event comes, by the time in its line, and counts along with the sequences: what the
 * server says it sent must be what came.
 */
final class TimingReader implements Inflow {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Delays delays;
    private final LineLengths lengths;
    private final InstantSource clock;
    private final AtomicLong next = new AtomicLong(-1);
    private ByteBuffer unfinished = NOTHING;
    private volatile boolean missed;

    /**
     * A reader among others.
     *
     * @param lengths what all readers of the stream know of its lines
     * @param clock the wall clock, which the stream's time starts at
     */
    TimingReader(Delays delays, LineLengths lengths, InstantSource clock) {
        this.delays = delays;
        this.lengths = lengths;
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
        ByteBuffer lines = unfinished.hasRemaining() ? joined(unfinished, bytes) : bytes;
        int start = lines.position();
        int end = lengths.end(lines, start, next.getPlain());
        while (end < lines.limit()) {
            line(lines, start, end - start, now);
            start = end + 1;
            end = lengths.end(lines, start, next.getPlain());
        }
        unfinished = start == end ? NOTHING : joined(NOTHING, lines.position(start));
    }

    private static ByteBuffer joined(ByteBuffer first, ByteBuffer second) {
        ByteBuffer both = ByteBuffer.allocate(first.remaining() + second.remaining());
        return both.put(first.duplicate()).put(second).flip();
    }

    private void line(ByteBuffer lines, int start, int length, long now) {
        if (LineTime.isEvent(lines, start, length)) {
            delays.add(LineTime.nanosUntil(now, lines, start));
            next.lazySet(next.getPlain() + 1);
            return;
        }
        byte[] line = new byte[length];
        lines.get(start, line);
        try {
            control(WireCodec.decodeControl(line, 0, length));
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

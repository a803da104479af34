package io.millrace.bench.stream;

import io.millrace.bench.report.Delays;
import io.millrace.stream.journal.EpochNanos;
import io.millrace.stream.protocol.ControlLine;
import io.millrace.stream.protocol.ProtocolException;
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
    private final KnownLines known;
    private final InstantSource clock;
    private final AtomicLong next = new AtomicLong(-1);
    private ByteBuffer unfinished = NOTHING;
    private volatile boolean missed;

    /**
     * A reader among others.
     *
     * @param known what all readers of the stream know of its lines
     * @param clock the wall clock, which the stream's time starts at
     */
    TimingReader(Delays delays, KnownLines known, InstantSource clock) {
        this.delays = delays;
        this.known = known;
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
        int length = take(lines, start, now);
        while (length >= 0) {
            start += length + 1;
            length = take(lines, start, now);
        }
        unfinished = start == lines.limit() ? NOTHING : joined(NOTHING, lines.position(start));
    }

    /** Takes the line at an index and returns its length; -1 if its end is not there yet. */
    private int take(ByteBuffer lines, int start, long now) {
        KnownLines.Event event = known.event(next.getPlain());
        if (event != null && event.isAt(lines, start)) {
            arrived(event, now);
            return event.length();
        }
        int end = start;
        while (end < lines.limit() && lines.get(end) != '\n') {
            end++;
        }
        if (end == lines.limit()) {
            return -1;
        }
        line(lines, start, end - start, now);
        return end - start;
    }

    private void arrived(KnownLines.Event event, long now) {
        delays.add(now - event.time());
        next.lazySet(event.sequence() + 1);
    }

    private static ByteBuffer joined(ByteBuffer first, ByteBuffer second) {
        ByteBuffer both = ByteBuffer.allocate(first.remaining() + second.remaining());
        return both.put(first.duplicate()).put(second).flip();
    }

    private void line(ByteBuffer lines, int start, int length, long now) {
        if (LineTime.isEvent(lines, start, length)) {
            long time = now - LineTime.nanosUntil(now, lines, start);
            KnownLines.Event event =
                    new KnownLines.Event(next.getPlain(), length, time, LineTime.fraction(lines, start));
            known.learn(event);
            arrived(event, now);
            return;
        }
        byte[] line = new byte[length];
        lines.get(start, line);
        try {
            control(known.control(line));
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

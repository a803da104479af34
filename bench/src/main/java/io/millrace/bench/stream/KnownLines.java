package io.millrace.bench.stream;

import io.millrace.stream.protocol.ControlLine;
import io.millrace.stream.protocol.ProtocolException;
import io.millrace.stream.protocol.WireCodec;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What the readers of a stream know of its lines from whichever of them got one first, so that ten thousand readers need not
 * look at every byte on cores that the server needs. Thread-safe.
 */
final class KnownLines {
    private static final int REMEMBERED = 1 << 16;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final AtomicReferenceArray<@Nullable Event> events = new AtomicReferenceArray<>(REMEMBERED);
    private volatile Control control = new Control(NOTHING, null);

    /**
     * The line of an event.
     *
     * @param time of the event, epoch nanoseconds
     * @param fraction see {@link LineTime#fraction}
     */
    record Event(long sequence, int length, long time, long fraction) {
        /** Whether it lies at a place, with its end. */
        boolean isAt(ByteBuffer lines, int start) {
            return start + length < lines.limit()
                    && lines.get(start + length) == '\n'
                    && LineTime.isEvent(lines, start, length)
                    && LineTime.fraction(lines, start) == fraction;
        }
    }

    private record Control(ByteBuffer line, @Nullable ControlLine decoded) {}

    /** The event of a sequence, null if nobody has got it yet. */
    @Nullable
    Event event(long sequence) {
        Event known = events.getAcquire(slot(sequence));
        return known != null && known.sequence() == sequence ? known : null;
    }

    /** Takes note of an event. */
    void learn(Event event) {
        events.setRelease(slot(event.sequence()), event);
    }

    /** Decodes a line that is for the reader; many get the same. */
    ControlLine control(byte[] line) throws ProtocolException {
        Control known = control;
        ControlLine decoded = known.decoded();
        ByteBuffer bytes = ByteBuffer.wrap(line);
        if (decoded == null || !bytes.equals(known.line())) {
            decoded = WireCodec.decodeControl(line, 0, line.length);
            control = new Control(bytes, decoded);
        }
        return decoded;
    }

    private static int slot(long sequence) {
        return (int) Math.floorMod(sequence, (long) REMEMBERED);
    }
}

package io.millrace.stream.client;

import io.millrace.stream.journal.Segment;
import io.millrace.stream.protocol.ControlLine;
import io.millrace.stream.protocol.From;
import io.millrace.stream.protocol.ProtocolException;
import io.millrace.stream.protocol.Shard;
import org.jspecify.annotations.Nullable;

/** Where a reader stands in its shard of a stream, and the segment it is in. For the polling thread only. */
final class Cursor {
    private final Shard shard;
    private final From start;

    private @Nullable String stream;
    private @Nullable Segment segment;
    private boolean positioned;
    private long next;

    Cursor(Shard shard, @Nullable String stream, From start) {
        this.shard = shard;
        this.start = start;
        this.stream = stream;
        if (start instanceof From.Sequence sequence) {
            next = shard.next(sequence.value());
            positioned = true;
        }
    }

    /** Whether the reader knows the sequence it needs next, so that nothing but that one will do. */
    boolean isPositioned() {
        return positioned;
    }

    From from() {
        return positioned ? From.at(next) : start;
    }

    @Nullable
    String stream() {
        return stream;
    }

    long next() {
        return next;
    }

    Position position() {
        return new Position(stream, next);
    }

    /** Forgets what a server has to tell anew on each connection. */
    void opened() {
        segment = null;
    }

    void subscribed(ControlLine.Subscribed answer) throws ProtocolException {
        if (answer.blockSize() != Shard.BLOCK_SIZE) {
            throw new ProtocolException(
                    "the server cuts blocks of " + answer.blockSize() + " events, not " + Shard.BLOCK_SIZE);
        }
        if (positioned && answer.next() != next) {
            throw new ProtocolException("asked for sequence " + next + ", the server starts at " + answer.next());
        }
        stream = answer.stream();
        next = answer.next();
        positioned = true;
    }

    /** Counts on as a reader of a plain server, to which no position means anything. */
    void live(String id) {
        stream = id;
    }

    void entered(Segment entered) {
        segment = entered;
    }

    boolean agreesWith(ControlLine.Heartbeat heartbeat) {
        return shard.next(heartbeat.next()) == next;
    }

    /** Returns the stream time of the next event. */
    long nextTime() throws ProtocolException {
        Segment current = segment;
        if (current == null || !current.holds(next)) {
            throw new ProtocolException("event " + next + " came before the segment that holds it");
        }
        return current.timeOf(next);
    }

    /** Moves past the next event and returns its sequence. */
    long advance() {
        long sequence = next;
        next = shard.next(sequence + 1);
        return sequence;
    }
}

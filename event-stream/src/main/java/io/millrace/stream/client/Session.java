package io.millrace.stream.client;

import io.millrace.stream.client.ClientStatus.Connection;
import io.millrace.stream.journal.EpochNanos;
import io.millrace.stream.protocol.ControlLine;
import io.millrace.stream.protocol.ErrorCode;
import io.millrace.stream.protocol.From;
import io.millrace.stream.protocol.ProtocolException;
import io.millrace.stream.protocol.Shard;
import io.millrace.stream.protocol.Subscription;
import io.millrace.stream.protocol.WireCodec;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The reader's side of the protocol: what lines mean, and what it knows across connections. Knows no socket. For the polling
 * thread only.
 */
final class Session {
    private static final String PLAIN_PREFIX = "plain:";

    private enum Mode {
        /** A subscription waits for its answer. */
        UNDECIDED,
        /** Subscribed on this connection. */
        MILLRACE,
        /** The server only sends lines, and is taken for such a one on later connections too. */
        PLAIN
    }

    private final ClientSettings settings;
    private final Cursor cursor;
    private final boolean mayFallBack;
    private final Counters counters = new Counters();

    private Mode mode;
    private @Nullable StreamInfo stream;
    private long head;

    /** What is true of the connection in hand. */
    private boolean connected;

    private boolean answered;
    private boolean sawEvents;
    private boolean progressed;

    Session(ClientSettings settings, @Nullable String stream, From from) {
        this.settings = settings;
        this.cursor = new Cursor(settings.shard(), stream, from);
        boolean auto = settings.protocol() == Protocol.AUTO;
        // Parts of a plain server's stream cannot be told apart: each shard would read all of it.
        this.mayFallBack = auto && settings.shard().equals(Shard.ALL);
        boolean wasPlain = stream != null && stream.startsWith(PLAIN_PREFIX);
        this.mode = settings.protocol() == Protocol.PLAIN || (auto && wasPlain) ? Mode.PLAIN : Mode.UNDECIDED;
    }

    Subscription subscription() {
        return new Subscription(cursor.from(), cursor.stream(), settings.shard(), settings.token());
    }

    void opened(LineReader lines, FrameHandler handler) {
        connected = true;
        answered = false;
        sawEvents = false;
        progressed = false;
        counters.connected();
        cursor.opened();
        if (mode == Mode.PLAIN) {
            announcePlain(handler);
        } else if (mayFallBack && !cursor.isPositioned()) {
            lines.hold();
        }
    }

    void disconnected(String reason) {
        connected = false;
        answered = false;
        progressed = false;
        counters.disconnected(reason);
        if (mode == Mode.MILLRACE) {
            mode = Mode.UNDECIDED;
        }
    }

    boolean isUndecided() {
        return mode == Mode.UNDECIDED;
    }

    boolean isPlain() {
        return mode == Mode.PLAIN;
    }

    /** Whether the connection in hand brought an event or a heartbeat, so that the next attempt need not wait long. */
    boolean progressed() {
        return progressed;
    }

    Position position() {
        return cursor.position();
    }

    /** Hands over all whole lines of the buffer and returns how many. */
    int drain(LineReader lines, FrameHandler handler, long now) throws IOException, StreamRejectedException {
        int count = 0;
        while (true) {
            boolean handedOver;
            switch (lines.next()) {
                case LINE -> handedOver = line(lines, handler, now);
                case OVERSIZED -> handedOver = oversized(lines, handler, now);
                default -> {
                    return count;
                }
            }
            if (handedOver) {
                count++;
            }
        }
    }

    private boolean line(LineReader lines, FrameHandler handler, long now) throws IOException, StreamRejectedException {
        byte[] buffer = lines.buffer();
        int offset = lines.lineOffset();
        int length = lines.lineLength();
        if (WireCodec.isControl(buffer, offset, length) && control(lines, handler)) {
            return false;
        }
        if (mode == Mode.UNDECIDED) {
            return skip(length);
        }
        if (length == 0 && mode == Mode.PLAIN) {
            return false;
        }
        long time = timeOfNext(now);
        long sequence = cursor.advance();
        counters.received(length);
        progressed = true;
        handler.event(sequence, time, buffer, offset, length);
        return true;
    }

    private boolean oversized(LineReader lines, FrameHandler handler, long now) throws ProtocolException {
        byte[] start = lines.oversizedHead();
        long length = lines.takeOversizedLength();
        if (mode == Mode.UNDECIDED) {
            return skip(length);
        }
        long time = timeOfNext(now);
        long sequence = cursor.advance();
        counters.oversized(length);
        progressed = true;
        handler.oversized(sequence, time, start, length);
        return true;
    }

    private boolean skip(long length) {
        sawEvents |= length > 0;
        counters.skipped();
        return false;
    }

    private long timeOfNext(long now) throws ProtocolException {
        return mode == Mode.PLAIN ? now : cursor.nextTime();
    }

    /** Obeys a control line; false if it is an event line of a plain server after all. */
    private boolean control(LineReader lines, FrameHandler handler) throws IOException, StreamRejectedException {
        if (mode == Mode.PLAIN) {
            return refusePlain(lines);
        }
        ControlLine line = WireCodec.decodeControl(lines.buffer(), lines.lineOffset(), lines.lineLength());
        if (line instanceof ControlLine.Rejected rejected) {
            throw rejected(rejected);
        }
        if (line instanceof ControlLine.Subscribed answer) {
            lines.release();
            subscribed(answer, handler);
        } else if (mode == Mode.UNDECIDED) {
            throw new ProtocolException("the server sent a control line before it answered the subscription");
        } else if (line instanceof ControlLine.Segment entered) {
            cursor.entered(entered.toSegment());
        } else if (line instanceof ControlLine.Heartbeat heartbeat) {
            heartbeat(heartbeat, handler);
        }
        return true;
    }

    private boolean refusePlain(LineReader lines) throws IOException, StreamRejectedException {
        ControlLine line;
        try {
            line = WireCodec.decodeControl(lines.buffer(), lines.lineOffset(), lines.lineLength());
        } catch (ProtocolException e) {
            // A plain server owes the protocol nothing: its line only looks like a control line.
            return false;
        }
        if (line instanceof ControlLine.Rejected rejected) {
            throw rejected(rejected);
        }
        if (line instanceof ControlLine.Subscribed) {
            throw new ProtocolException("the server answered the subscription after it was taken for a plain one");
        }
        return false;
    }

    private void subscribed(ControlLine.Subscribed answer, FrameHandler handler)
            throws ProtocolException, StreamRejectedException {
        String expected = cursor.stream();
        if (expected != null && !expected.equals(answer.stream())) {
            throw new StreamRejectedException(
                    settings.endpoint(),
                    ErrorCode.UNKNOWN_STREAM.wire(),
                    "asked for stream " + expected + ", the server has " + answer.stream());
        }
        cursor.subscribed(answer);
        mode = Mode.MILLRACE;
        head = answer.head();
        StreamInfo.Kind kind = answer.replay() ? StreamInfo.Kind.REPLAY : StreamInfo.Kind.SYNTHETIC;
        announce(new StreamInfo(answer.stream(), kind, answer.next(), answer.head()), handler);
    }

    private void heartbeat(ControlLine.Heartbeat heartbeat, FrameHandler handler) throws ProtocolException {
        if (!cursor.agreesWith(heartbeat)) {
            counters.mismatched();
            throw new ProtocolException("the server sent up to sequence " + heartbeat.next()
                    + ", the reader counted up to " + cursor.next());
        }
        head = heartbeat.head();
        progressed = true;
        handler.heartbeat(cursor.next(), head, EpochNanos.of(heartbeat.watermark()));
    }

    private IOException rejected(ControlLine.Rejected rejected) throws StreamRejectedException {
        if (ErrorCode.ofWire(rejected.code()).map(ErrorCode::permanent).orElse(false)) {
            throw new StreamRejectedException(settings.endpoint(), rejected.code(), rejected.detail());
        }
        return new IOException("the server turned the reader away: " + rejected.code() + ": " + rejected.detail());
    }

    /** Why a server that sends lines was not taken for a plain one; empty if it sent none. */
    String hint() {
        return sawEvents ? ", though lines came: a plain server can only be read whole and from now on" : "";
    }

    /** Takes the server for a plain one if the rules allow it, and goes back to the first line held. */
    boolean fallBack(LineReader lines, FrameHandler handler) {
        if (!mayFallBack || cursor.isPositioned() || !sawEvents) {
            return false;
        }
        mode = Mode.PLAIN;
        if (lines.rewind()) {
            counters.unskip();
        }
        announcePlain(handler);
        return true;
    }

    private void announcePlain(FrameHandler handler) {
        String id = PLAIN_PREFIX + settings.endpoint();
        cursor.live(id);
        announce(new StreamInfo(id, StreamInfo.Kind.PLAIN, cursor.next(), cursor.next()), handler);
    }

    private void announce(StreamInfo info, FrameHandler handler) {
        answered = true;
        stream = info;
        handler.subscribed(info);
    }

    ClientStatus status() {
        Connection state =
                !connected ? Connection.DISCONNECTED : answered ? Connection.CONNECTED : Connection.SUBSCRIBING;
        StreamInfo current = stream;
        long next = cursor.next();
        return counters.status(
                state, cursor.stream(), current == null ? null : current.kind(), next, Math.max(head, next));
    }
}

package io.millrace.producer.server;

import io.millrace.producer.live.LiveStream;
import io.millrace.producer.live.Moment;
import io.millrace.stream.journal.Timeline;
import io.millrace.stream.protocol.ControlLine;
import io.millrace.stream.protocol.Shard;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One reader's way through the stream. It is given more only when its connection has taken all it was given before, so a slow
 * reader costs a bounded buffer and nothing else. Lives on its connection's event loop; only what the volatile fields tell is
 * asked for from elsewhere.
 */
final class Reader {
    private final Outflow out;
    private final LiveStream stream;
    private final ReaderGroup group;
    private final ServerEvents events;
    private final Announcements announcements;
    private final Turns turns;

    /** Where {@link ReaderGroup} keeps it. */
    private int place = -1;

    private volatile @Nullable Shard subscribed;
    private volatile long next;
    private long nextAtLook = -1;
    private boolean silent;
    private boolean stopping;

    Reader(EventLoop loop, Outflow out, LiveStream stream, ReaderGroup group, ServerEvents events) {
        this.out = out;
        this.stream = stream;
        this.group = group;
        this.events = events;
        this.announcements = new Announcements(out, group.heartbeats());
        this.turns = new Turns(loop, this::takeTurn, out::close);
        this.next = stream.moment().head();
    }

    int place() {
        return place;
    }

    void moveTo(int newPlace) {
        place = newPlace;
    }

    /** Makes it a subscriber from a sequence on and tells it so. */
    void subscribe(Shard shard, long from) {
        subscribed = shard;
        next = shard.next(from);
        announcements.begin(new ControlLine.Subscribed(
                stream.state().stream(),
                stream.source().isReplay(),
                next,
                stream.moment().head(),
                Shard.BLOCK_SIZE));
        out.flush(0);
    }

    /** Sends what there is, as far as the connection takes it. */
    void pump(Moment moment) {
        if (!out.isOpen()) {
            return;
        }
        if (!out.takesMore()) {
            out.noteBlocked(isBehind(moment));
            return;
        }
        boolean wrote = announcements.segment(moment, next);
        int most = out.portion();
        int given = 0;
        while (!turns.expectsLines() && isBehind(moment) && given < most) {
            int sent = send(moment);
            given += sent;
            wrote |= sent > 0;
            wrote |= announcements.segment(moment, next);
        }
        if (wrote) {
            announcements.heartbeat(moment, next);
            out.flush(given);
        }
        goOn(moment);
    }

    /** Whether there are events that it was not sent. */
    boolean isBehind(Moment moment) {
        return next < moment.head();
    }

    private void goOn(Moment moment) {
        out.noteBlocked(isBehind(moment));
        if (!out.takesMore()) {
            out.shrink();
        } else if (isBehind(moment) && !turns.expectsLines()) {
            out.grow();
            turns.ask();
        }
    }

    /** Sends some of the next lines and returns their bytes; none where another thread is encoding them. */
    private int send(Moment moment) {
        Timeline timeline = moment.timeline();
        int index = timeline.indexOf(next);
        boolean last = index == timeline.segments().size() - 1;
        long to = last
                ? moment.head()
                : Math.min(moment.head(), timeline.segments().get(index + 1).from());
        Lines found = group.lines().lines(moment, shard(), next, to, turns.whenEncoded());
        if (found == null) {
            turns.expectLines();
            return 0;
        }
        int length = found.bytes().readableBytes();
        out.write(found.bytes());
        events.sent(found.next() - next, length);
        next = shard().next(found.next());
        return length;
    }

    /** Has a subscriber be told how far it is together with the next events it is sent, which costs no write of its own. */
    void expectHeartbeat() {
        announcements.expectHeartbeat();
    }

    /** Whether no events came that could have taken an expected heartbeat along. */
    boolean isHeartbeatDue() {
        return announcements.isHeartbeatDue();
    }

    /** Tells a subscriber how far it is, once its connection has taken all it was given: so at most one such line waits there. */
    void heartbeat(Moment moment) {
        expectHeartbeat();
        if (out.isOpen() && out.takesMore()) {
            announcements.heartbeat(moment, next);
            out.flush(0);
        }
    }

    /** Whether nothing was sent to it since this was asked before. */
    boolean isIdle() {
        boolean idle = next == nextAtLook;
        nextAtLook = next;
        return idle;
    }

    /** The client shut its side; it may still read, as netcat does at the end of its input. */
    void clientFellSilent() {
        silent = true;
    }

    /** Closes if it is a plain reader whose input is shut, and had no line to be sent for so long that it is taken for gone. */
    void closeIfGone(Duration patience) {
        if (silent
                && subscribed == null
                && out.takesMore()
                && out.times().sinceSent().compareTo(patience) > 0) {
            out.close();
        }
    }

    /** Sends what there is once more and then no more, and closes once all of it is taken. */
    void stop() {
        pump(stream.moment());
        stopping = turns.expectsLines();
        if (!stopping) {
            finish();
        }
    }

    /** Sends no more, and closes once all of it is taken. */
    void finish() {
        out.finish();
    }

    /** The connection has taken all that it was given. */
    void emptied() {
        out.settle();
        if (isBlocked()) {
            turns.ask();
        }
    }

    /** It is no reader any more. */
    void leave() {
        out.leave();
    }

    /** Closes the connection at once. */
    void close() {
        out.close();
    }

    private void takeTurn() {
        attempt(stopping ? Reader::stop : reader -> reader.pump(stream.moment()));
    }

    /** Does something with it; a failure, lack of memory included, is its own: its connection's handler turns it away. */
    void attempt(Consumer<Reader> action) {
        try {
            action.accept(this);
        } catch (RuntimeException | Error e) {
            out.fail(e);
        }
    }

    /** Whether it reads a part of the stream beside other readers, which wait for its progress as for their own. */
    boolean isPart() {
        return shard().count() > 1;
    }

    private Shard shard() {
        Shard shard = subscribed;
        return shard == null ? Shard.ALL : shard;
    }

    /** Events up to the head that were not yet sent to it; callable from any thread. */
    long lag(long head) {
        return shard().countBetween(next, head);
    }

    /** Whether its connection takes no more bytes, though there are some; callable from any thread. */
    boolean isBlocked() {
        return out.times().isBlocked();
    }

    /** What can be said of the reader now; callable from any thread. */
    ReaderStatus status() {
        Shard shard = subscribed;
        long position = next;
        return new ReaderStatus(
                out.client(),
                shard == null ? "plain" : "subscriber",
                shard == null ? null : shard.toString(),
                position,
                shard().countBetween(position, stream.moment().head()),
                out.times().bytes(),
                out.times().blockedTime().toMillis(),
                out.times().connectedAt());
    }
}

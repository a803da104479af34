package io.millrace.producer.server;

import io.millrace.producer.live.LiveStream;
import io.millrace.producer.live.Moment;
import io.millrace.stream.journal.Segment;
import io.millrace.stream.journal.Timeline;
import io.millrace.stream.protocol.ControlLine;
import io.millrace.stream.protocol.Shard;
import io.millrace.stream.protocol.WireCodec;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One reader's way through the stream. It is given more only when its connection has taken all it was given before, so a slow
 * reader costs a bounded buffer and nothing else. Lives on its channel's event loop; only what the volatile fields tell is
 * asked for from elsewhere.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failed writes
final class Reader {
    /** What a connection is given at once: doubled each time it takes all of it, back to the least when it does not. */
    private static final int LEAST_BYTES = Page.BYTES;

    private static final int MOST_BYTES = 8 * Page.BYTES;

    private final Channel channel;
    private final LiveStream stream;
    private final ReaderGroup group;
    private final Unsent unsent;
    private final ServerEvents events;
    private final SendingTimes times;
    private final Runnable turn = this::takeTurn;
    private final Runnable resume = this::resume;
    private final Runnable served = this::goOn;

    /** Where {@link ReaderGroup} keeps it. */
    private int place = -1;

    private volatile @Nullable Shard subscribed;
    private volatile long next;
    private int portion = LEAST_BYTES;
    private int segmentTold = -1;
    private long nextAtLook = -1;
    private boolean booked;
    private boolean heartbeatDue;
    private boolean turnScheduled;
    private boolean silent;
    private boolean waiting;
    private boolean stopping;
    private boolean stopped;

    Reader(
            Channel channel,
            LiveStream stream,
            ReaderGroup group,
            Unsent unsent,
            ServerEvents events,
            Instant connectedAt) {
        this.channel = channel;
        this.stream = stream;
        this.group = group;
        this.unsent = unsent;
        this.events = events;
        this.times = new SendingTimes(connectedAt);
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
        segmentTold = -1;
        tell(new ControlLine.Subscribed(
                stream.state().stream(),
                stream.source().isReplay(),
                next,
                stream.moment().head(),
                Shard.BLOCK_SIZE));
        channel.flush();
    }

    /** Sends what there is, as far as the connection takes it. */
    void pump(Moment moment) {
        if (stopped || !channel.isActive()) {
            return;
        }
        if (!channel.isWritable()) {
            times.blocked(next < moment.head());
            return;
        }
        boolean wrote = tellSegment(moment);
        int most = unsent.isMuch() ? LEAST_BYTES : portion;
        int given = 0;
        while (!waiting && next < moment.head() && given < most) {
            int sent = send(moment);
            given += sent;
            wrote |= sent > 0;
            wrote |= tellSegment(moment);
        }
        if (wrote) {
            tellHeartbeat(moment);
            flush(given);
        }
        goOn(moment);
    }

    private void flush(int given) {
        channel.flush();
        times.sent(given);
        if (given > 0 && !channel.isWritable()) {
            booked = true;
            unsent.given(this, given);
        }
    }

    private void goOn(Moment moment) {
        boolean taken = channel.isWritable();
        boolean behind = next < moment.head();
        times.blocked(behind && !taken);
        if (!taken) {
            portion = LEAST_BYTES;
        } else if (behind && !waiting) {
            portion = Math.min(2 * portion, MOST_BYTES);
            scheduleTurn();
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
        Lines found = group.lines().lines(moment, shard(), next, to, resume);
        if (found == null) {
            waiting = true;
            return 0;
        }
        int length = found.bytes().readableBytes();
        channel.write(found.bytes(), channel.voidPromise());
        events.sent(found.next() - next, length);
        next = shard().next(found.next());
        return length;
    }

    private boolean tellSegment(Moment moment) {
        if (subscribed == null) {
            return false;
        }
        int index = moment.timeline().indexOf(next);
        if (index == segmentTold) {
            return false;
        }
        segmentTold = index;
        Segment segment = moment.timeline().segments().get(index);
        tell(ControlLine.Segment.of(segment));
        return true;
    }

    /** Has a subscriber be told how far it is together with the next events it is sent, which costs no write of its own. */
    void expectHeartbeat() {
        heartbeatDue = subscribed != null;
    }

    /** Whether no events came that could have taken an expected heartbeat along. */
    boolean isHeartbeatDue() {
        return heartbeatDue;
    }

    /** Tells a subscriber how far it is, once its connection has taken all it was given: so at most one such line waits there. */
    void heartbeat(Moment moment) {
        expectHeartbeat();
        if (!stopped && channel.isWritable()) {
            tellHeartbeat(moment);
            channel.flush();
        }
    }

    private void tellHeartbeat(Moment moment) {
        if (heartbeatDue) {
            heartbeatDue = false;
            channel.write(group.heartbeats().line(moment, next), channel.voidPromise());
        }
    }

    /** Whether it was sent everything there is. */
    boolean hasAllOf(Moment moment) {
        return next >= moment.head();
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
                && channel.isWritable()
                && times.sinceSent().compareTo(patience) > 0) {
            channel.close();
        }
    }

    /** Sends what there is once more and then no more, and closes once all of it is taken. */
    void stop() {
        pump(stream.moment());
        stopping = waiting;
        if (!stopping) {
            finish();
        }
    }

    /** Sends no more, and closes once all of it is taken. */
    void finish() {
        stopped = true;
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    private void tell(ControlLine line) {
        channel.write(Unpooled.wrappedBuffer(WireCodec.encode(line)), channel.voidPromise());
    }

    /** The connection has taken all that it was given. */
    void emptied() {
        settle();
        if (times.isBlocked()) {
            scheduleTurn();
        }
    }

    private void settle() {
        if (booked) {
            booked = false;
            unsent.settle(this);
        }
    }

    /** It is no reader any more; what it was given is still there until its connection is closed. */
    void leave() {
        stopped = true;
        if (booked) {
            channel.closeFuture().addListener(closed -> settle());
        }
    }

    /** Closes the connection unless it has taken all it was given by now; callable from any thread. */
    void closeAsStuck() {
        channel.eventLoop().execute(() -> {
            if (!booked || channel.isWritable() || unsent.holds(this)) {
                return;
            }
            if (!stopped) {
                events.rejected(Rejection.STUCK);
            }
            channel.close();
        });
    }

    /** Closes the connection at once. */
    void close() {
        channel.close();
    }

    /** Goes on after the other readers of the loop had their turn. */
    private void scheduleTurn() {
        if (!turnScheduled) {
            turnScheduled = true;
            // a task that is due now waits for the loop's input and output, one that is only queued would keep them
            // waiting
            channel.eventLoop().schedule(turn, 0, TimeUnit.NANOSECONDS);
        }
    }

    private void takeTurn() {
        turnScheduled = false;
        attempt(stopping ? Reader::stop : reader -> reader.pump(stream.moment()));
    }

    /** The lines it waits for are encoded; called by the thread that did it. */
    private void resume() {
        try {
            channel.eventLoop().execute(served);
        } catch (RejectedExecutionException closed) {
            // nobody is sent anything any more
        } catch (RuntimeException | Error failure) {
            // it would wait for ever, and others that wait are still to be told
            channel.close();
        }
    }

    private void goOn() {
        waiting = false;
        scheduleTurn();
    }

    /** Does something with it; a failure, lack of memory included, is its own: its connection's handler turns it away. */
    void attempt(Consumer<Reader> action) {
        try {
            action.accept(this);
        } catch (RuntimeException | Error e) {
            channel.pipeline().fireExceptionCaught(e);
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
        return times.isBlocked();
    }

    /** What can be said of the reader now; callable from any thread. */
    ReaderStatus status() {
        Shard shard = subscribed;
        long position = next;
        return new ReaderStatus(
                String.valueOf(channel.remoteAddress()).replaceFirst("^.*/", ""),
                shard == null ? "plain" : "subscriber",
                shard == null ? null : shard.toString(),
                position,
                shard().countBetween(position, stream.moment().head()),
                times.bytes(),
                times.blockedTime().toMillis(),
                times.connectedAt());
    }
}

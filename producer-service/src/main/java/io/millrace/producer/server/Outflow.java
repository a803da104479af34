package io.millrace.producer.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.time.Instant;

/**
 * What a reader's connection is given, and whether it takes it. Lives on its channel's event loop; only {@link #closeAsStuck} and
 * what the times tell are asked for from elsewhere.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failed writes
final class Outflow {
    /** What a connection is given at once: doubled each time it takes all of it, back to the least when it does not. */
    private static final int LEAST_BYTES = Page.BYTES;

    private static final int MOST_BYTES = 8 * Page.BYTES;

    private final Channel channel;
    private final Unsent unsent;
    private final ServerEvents events;
    private final SendingTimes times;
    private int portion = LEAST_BYTES;
    private boolean booked;
    private boolean stopped;

    Outflow(Channel channel, Unsent unsent, ServerEvents events, Instant connectedAt) {
        this.channel = channel;
        this.unsent = unsent;
        this.events = events;
        this.times = new SendingTimes(connectedAt);
    }

    SendingTimes times() {
        return times;
    }

    /** The address and port of the client. */
    String client() {
        return String.valueOf(channel.remoteAddress()).replaceFirst("^.*/", "");
    }

    /** Whether the connection is there and to be given more. */
    boolean isOpen() {
        return !stopped && channel.isActive();
    }

    /** Whether the connection has taken what it was given. */
    boolean takesMore() {
        return channel.isWritable();
    }

    /** How many bytes it may be given at once. */
    int portion() {
        return unsent.isMuch() ? LEAST_BYTES : portion;
    }

    void grow() {
        portion = Math.min(2 * portion, MOST_BYTES);
    }

    void shrink() {
        portion = LEAST_BYTES;
    }

    /** Notes whether there are events that it does not take. */
    void noteBlocked(boolean behind) {
        times.blocked(behind && !takesMore());
    }

    void write(ByteBuf bytes) {
        channel.write(bytes, channel.voidPromise());
    }

    /** Sends what was written, of which so many bytes are events. */
    void flush(int given) {
        channel.flush();
        if (given > 0) {
            times.sent(given);
            book(given);
        }
    }

    private void book(int given) {
        if (!takesMore()) {
            booked = true;
            unsent.given(this, given);
        }
    }

    /** The connection has taken all that it was given, or is gone. */
    void settle() {
        if (booked) {
            booked = false;
            unsent.settle(this);
        }
    }

    /** Gives it no more, and closes once all of it is taken. */
    void finish() {
        stopped = true;
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Gives it no more; what it was given is still there until the connection is closed. */
    void leave() {
        stopped = true;
        if (booked) {
            channel.closeFuture().addListener(closed -> settle());
        }
    }

    /** Closes the connection unless it has taken all it was given by now; callable from any thread. */
    void closeAsStuck() {
        channel.eventLoop().execute(() -> {
            if (!booked || takesMore() || unsent.holds(this)) {
                return;
            }
            if (!stopped) {
                events.rejected(Rejection.STUCK);
            }
            channel.close();
        });
    }

    /** Has the connection's handler turn the reader away. */
    void fail(Throwable failure) {
        channel.pipeline().fireExceptionCaught(failure);
    }

    /** Closes the connection at once. */
    void close() {
        channel.close();
    }
}

package io.millrace.producer.server;

import io.millrace.producer.live.LiveStream;
import io.millrace.producer.live.Moment;
import io.millrace.stream.journal.EpochNanos;
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
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * One reader's way through the stream. Sends only while the connection takes bytes, so a slow reader costs a bounded buffer
 * and nothing else. Lives on its channel's event loop; only {@link #status} is called from elsewhere.
 */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failed writes
final class Reader {
    /** Slices sent before other readers of the loop have their turn. */
    private static final int SLICES_PER_TURN = 8;

    /** After so long without a line to send, a plain reader whose input is shut is taken for gone. */
    private static final long GONE_NANOS = Duration.ofSeconds(30).toNanos();

    private final Channel channel;
    private final LiveStream stream;
    private final BlockCache blocks;
    private final ServerEvents events;
    private final Instant connectedAt;
    private volatile @Nullable Shard subscribed;
    private volatile long next;
    private final LongAdder bytes = new LongAdder();
    private final LongAdder blockedNanos = new LongAdder();
    private long blockedSince;
    private int segmentTold = -1;
    private long nextAtHeartbeat = -1;
    private boolean heartbeatPending;
    private boolean turnScheduled;
    private boolean silent;
    private boolean stopped;
    private long lastSentAt = System.nanoTime();

    Reader(Channel channel, LiveStream stream, BlockCache blocks, ServerEvents events, Instant connectedAt) {
        this.channel = channel;
        this.stream = stream;
        this.blocks = blocks;
        this.events = events;
        this.connectedAt = connectedAt;
        this.next = stream.moment().head();
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
    }

    /** Sends what there is, as far as the connection takes it. */
    void pump() {
        if (stopped || !channel.isActive()) {
            return;
        }
        Moment moment = stream.moment();
        boolean wrote = tellSegment(moment);
        int slices = 0;
        while (next < moment.head() && channel.isWritable() && slices < SLICES_PER_TURN) {
            send(moment);
            tellSegment(moment);
            wrote = true;
            slices++;
        }
        if (wrote) {
            channel.flush();
            lastSentAt = System.nanoTime();
        }
        boolean behind = next < moment.head();
        noteBlocked(behind && !channel.isWritable());
        if (behind && channel.isWritable()) {
            scheduleTurn();
        }
    }

    private void send(Moment moment) {
        Timeline timeline = moment.timeline();
        int index = timeline.indexOf(next);
        boolean last = index == timeline.segments().size() - 1;
        long to = last
                ? moment.head()
                : Math.min(moment.head(), timeline.segments().get(index + 1).from());
        Lines lines = blocks.lines(moment, next, to);
        int length = lines.bytes().readableBytes();
        channel.write(lines.bytes(), channel.voidPromise());
        events.sent(lines.next() - next, length);
        bytes.add(length);
        next = shard().next(lines.next());
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

    /** Tells a subscriber how far it is; at most one such line waits in a connection that takes no bytes. */
    void heartbeat(boolean due) {
        if (subscribed == null) {
            closeIfGone();
            return;
        }
        boolean idle = next == nextAtHeartbeat;
        if (stopped || heartbeatPending || !(due || idle) || !channel.isActive()) {
            return;
        }
        Moment moment = stream.moment();
        nextAtHeartbeat = next;
        heartbeatPending = true;
        Instant watermark = EpochNanos.toInstant(moment.watermark(next));
        byte[] line = WireCodec.encode(new ControlLine.Heartbeat(moment.head(), next, watermark));
        channel.writeAndFlush(Unpooled.wrappedBuffer(line)).addListener(done -> heartbeatPending = false);
    }

    /** The client shut its side; it may still read, as netcat does at the end of its input. */
    void clientFellSilent() {
        silent = true;
    }

    private void closeIfGone() {
        if (silent && System.nanoTime() - lastSentAt > GONE_NANOS) {
            channel.close();
        }
    }

    /** Sends no more, and closes once what was begun is sent. */
    void stop() {
        stopped = true;
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    private void tell(ControlLine line) {
        channel.write(Unpooled.wrappedBuffer(WireCodec.encode(line)), channel.voidPromise());
    }

    private void scheduleTurn() {
        if (!turnScheduled) {
            turnScheduled = true;
            channel.eventLoop().execute(() -> {
                turnScheduled = false;
                takeTurn();
            });
        }
    }

    private void takeTurn() {
        try {
            pump();
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /** Has the connection's handler turn the reader away. */
    void fail(RuntimeException cause) {
        channel.pipeline().fireExceptionCaught(cause);
    }

    private void noteBlocked(boolean blocked) {
        long now = System.nanoTime();
        if (blockedSince != 0) {
            blockedNanos.add(now - blockedSince);
        }
        blockedSince = blocked ? now : 0;
    }

    private Shard shard() {
        Shard shard = subscribed;
        return shard == null ? Shard.ALL : shard;
    }

    /** What can be said of the reader now. */
    ReaderStatus status() {
        Shard shard = subscribed;
        long position = next;
        return new ReaderStatus(
                String.valueOf(channel.remoteAddress()).replaceFirst("^.*/", ""),
                shard == null ? "plain" : "subscriber",
                shard == null ? null : shard.toString(),
                position,
                shard().countBetween(position, stream.moment().head()),
                bytes.sum(),
                Duration.ofNanos(blockedNanos.sum()).toMillis(),
                connectedAt);
    }
}

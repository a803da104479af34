package io.millrace.producer.server;

import io.millrace.stream.protocol.ProtocolException;
import io.millrace.stream.protocol.Subscription;
import io.millrace.stream.protocol.WireCodec;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of one connection: takes the first line if one comes, and has a {@link Reader} send the stream. Whoever
 * says nothing for a while is a plain reader.
 */
@SuppressWarnings("FutureReturnValueIgnored") // a connection that cannot be closed cleanly is gone all the same
final class ReaderHandler extends SimpleChannelInboundHandler<ByteBuf> {
    private static final Logger LOG = LoggerFactory.getLogger(ReaderHandler.class);

    private final Subscriptions subscriptions;
    private final ReaderAccess access;
    private final Farewell farewell;
    private final ServerTimings timings;
    private final ReaderGroup group;
    private final Reader reader;
    private final FirstLine firstLine = new FirstLine();
    private @Nullable Future<?> greeting;
    private @Nullable Future<?> deadline;
    private boolean answered;
    private long idleTalk;

    ReaderHandler(
            Subscriptions subscriptions,
            ReaderAccess access,
            Farewell farewell,
            ServerTimings timings,
            ReaderGroup group,
            Reader reader) {
        this.subscriptions = subscriptions;
        this.access = access;
        this.farewell = farewell;
        this.timings = timings;
        this.group = group;
        this.reader = reader;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        group.expect(reader);
        if (access.tls() == null) {
            greet(context);
        }
    }

    private void greet(ChannelHandlerContext context) {
        boolean open = access.token().isOpen();
        greeting = after(open ? timings.greeting() : timings.patientGreeting(), context, () -> beginPlain(context));
    }

    private static Future<?> after(Duration delay, ChannelHandlerContext context, Runnable action) {
        return context.executor().schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beginPlain(ChannelHandlerContext context) {
        if (firstLine.isBegun()) {
            return;
        }
        if (access.token().isOpen()) {
            group.add(reader);
        } else {
            reject(context, Rejection.UNAUTHORIZED, "this stream needs a subscription with a token");
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf in) {
        if (!answered) {
            listen(context, in);
        }
        idleTalk += in.readableBytes();
        if (answered && idleTalk > FirstLine.MAX_BYTES) {
            reject(context, Rejection.BAD_REQUEST, "a reader sends one line and then reads; far more came");
        }
    }

    private void listen(ChannelHandlerContext context, ByteBuf in) {
        byte[] line = firstLine.take(in);
        if (line != null) {
            answered = true;
            cancelTimers();
            answer(context, line);
        } else if (firstLine.isTooLong()) {
            reject(
                    context,
                    Rejection.FIRST_LINE_TOO_LONG,
                    "a first line has at most " + FirstLine.MAX_BYTES + " bytes");
        } else if (deadline == null && firstLine.isBegun()) {
            deadline = after(
                    timings.firstLine(),
                    context,
                    () -> reject(
                            context,
                            Rejection.FIRST_LINE_TOO_SLOW,
                            "the first line was begun and did not end within " + timings.firstLine()));
        }
    }

    private void answer(ChannelHandlerContext context, byte[] line) {
        Subscription subscription;
        try {
            subscription = WireCodec.decodeSubscription(line, 0, line.length);
        } catch (ProtocolException e) {
            reject(context, Rejection.BAD_REQUEST, String.valueOf(e.getMessage()));
            return;
        }
        Rejection refusal = subscriptions.refusalOf(subscription);
        if (refusal != null) {
            reject(context, refusal, subscriptions.detailOf(refusal, subscription));
        } else {
            reader.subscribe(subscription.shard(), subscriptions.firstOf(subscription));
            group.add(reader);
        }
    }

    private void reject(ChannelHandlerContext context, Rejection reason, String detail) {
        if (!context.isRemoved()) {
            farewell.turnAway(context, reason, detail);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable() && group.has(reader)) {
            reader.emptied();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            // The client sends no more, or is gone: which of the two, only a write can tell.
            reader.clientFellSilent();
        } else if (event instanceof SslCloseCompletionEvent) {
            context.close();
        } else if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                greet(context);
            } else {
                LOG.debug("No TLS with {}: {}", context.channel().remoteAddress(), String.valueOf(handshake.cause()));
                farewell.drop(context, Rejection.TLS_FAILED);
            }
        }
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        leave();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        leave();
    }

    private void leave() {
        answered = true;
        cancelTimers();
        group.remove(reader);
    }

    private void cancelTimers() {
        if (greeting != null) {
            greeting.cancel(false);
        }
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException || cause instanceof DecoderException) {
            context.close();
        } else {
            if (group.failures().isDue()) {
                LOG.error(
                        "The reader at {} is turned away after a failure; further ones within a minute are only counted",
                        context.channel().remoteAddress(),
                        cause);
            }
            reject(context, Rejection.INTERNAL, "the server failed: " + cause);
        }
    }
}

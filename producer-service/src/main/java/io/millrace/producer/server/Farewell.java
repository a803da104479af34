package io.millrace.producer.server;

import io.millrace.stream.protocol.ControlLine;
import io.millrace.stream.protocol.WireCodec;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Turns connections away with an error line. What such a client still sends is read and thrown away for a while: closing with
 * unread input would reset the connection, and the line be lost.
 */
@Sharable
@SuppressWarnings("FutureReturnValueIgnored") // a connection that cannot be closed cleanly is gone all the same
final class Farewell extends ChannelInboundHandlerAdapter {
    /** So many may linger at a time; in a flood the others are closed at once. */
    private static final int MOST_LINGERING = 256;

    private final ServerEvents events;
    private final Duration patience;
    private final AtomicInteger lingering = new AtomicInteger();

    /** @param patience after which the connection is cut */
    Farewell(ServerEvents events, Duration patience) {
        this.events = events;
        this.patience = patience;
    }

    /** Takes the place of a connection's handler and tells the client why. */
    void turnAway(ChannelHandlerContext context, Rejection reason, String detail) {
        events.rejected(reason);
        Channel channel = context.channel();
        channel.pipeline().replace(context.handler(), null, this);
        boolean lingers = lingering.incrementAndGet() <= MOST_LINGERING;
        channel.closeFuture().addListener(closed -> lingering.decrementAndGet());
        byte[] line = WireCodec.encode(new ControlLine.Rejected(reason.code().wire(), detail));
        ChannelFuture told = channel.writeAndFlush(Unpooled.wrappedBuffer(line));
        told.addListener(done -> {
            if (lingers && done.isSuccess()) {
                shutOutput(channel);
            } else {
                channel.close();
            }
        });
        channel.eventLoop().schedule(() -> channel.close(), patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Closes a connection that no line can be sent on. */
    void drop(ChannelHandlerContext context, Rejection reason) {
        events.rejected(reason);
        context.close();
    }

    private static void shutOutput(Channel channel) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        } else {
            ((DuplexChannel) channel).shutdownOutput();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            context.close();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}

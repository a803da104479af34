package io.millrace.producer.server;

import io.millrace.stream.protocol.ControlLine;
import io.millrace.stream.protocol.ErrorCode;
import io.millrace.stream.protocol.WireCodec;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Turns a connection away because there are as many as there may be. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failed writes
final class FullHouse extends ChannelInboundHandlerAdapter {
    private final ServerEvents events;

    FullHouse(ServerEvents events) {
        this.events = events;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        ErrorCode code = ErrorCode.TOO_MANY_READERS;
        events.rejected(code.wire());
        String detail = "the server has as many readers as it may (millrace.stream.max-readers); try again later";
        byte[] line = WireCodec.encode(new ControlLine.Rejected(code.wire(), detail));
        context.writeAndFlush(Unpooled.wrappedBuffer(line)).addListener(ChannelFutureListener.CLOSE);
    }
}

package io.millrace.producer.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Turns a connection away as soon as it stands. */
final class NoAdmission extends ChannelInboundHandlerAdapter {
    private final Farewell farewell;
    private final Rejection reason;

    NoAdmission(Farewell farewell, Rejection reason) {
        this.farewell = farewell;
        this.reason = reason;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        String detail = reason == Rejection.TOO_MANY_FROM_ADDRESS
                ? "your address has as many readers as it may (millrace.stream.max-readers-per-address)"
                : "the server has as many readers as it may (millrace.stream.max-readers); try again later";
        farewell.turnAway(context, reason, detail);
    }
}

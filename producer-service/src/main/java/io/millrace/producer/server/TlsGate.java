package io.millrace.producer.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a connection that must speak TLS and looks at its first bytes, so that a client which does not can be told so
 * in plain text.
 */
final class TlsGate extends ByteToMessageDecoder {
    /** What it takes to recognise TLS. */
    private static final int RECORD_HEADER_BYTES = 5;

    private final StreamTls tls;
    private final Farewell farewell;
    private final Duration patience;
    private @Nullable Future<?> silence;

    /** @param patience for the first bytes, and then for the handshake */
    TlsGate(StreamTls tls, Farewell farewell, Duration patience) {
        this.tls = tls;
        this.farewell = farewell;
        this.patience = patience;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        silence = context.executor().schedule(() -> turnAway(context), patience.toMillis(), TimeUnit.MILLISECONDS);
        context.fireChannelActive();
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (in.readableBytes() < RECORD_HEADER_BYTES) {
            return;
        }
        if (!SslHandler.isEncrypted(in, false)) {
            in.skipBytes(in.readableBytes());
            turnAway(context);
            return;
        }
        SslHandler handler = tls.newHandler(context.alloc());
        handler.setHandshakeTimeoutMillis(patience.toMillis());
        context.pipeline().replace(this, null, handler);
    }

    private void turnAway(ChannelHandlerContext context) {
        context.pipeline().remove(ReaderHandler.class);
        farewell.turnAway(context, Rejection.NO_TLS, "this port speaks TLS, and TLS only");
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        cancel();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) throws Exception {
        cancel();
        super.channelInactive(context);
    }

    private void cancel() {
        if (silence != null) {
            silence.cancel(false);
        }
    }
}

package io.millrace.producer.server;

import io.millrace.producer.journal.JournalState;
import io.millrace.producer.live.LiveStream;
import io.millrace.stream.protocol.ControlLine;
import io.millrace.stream.protocol.ErrorCode;
import io.millrace.stream.protocol.From;
import io.millrace.stream.protocol.ProtocolException;
import io.millrace.stream.protocol.Subscription;
import io.millrace.stream.protocol.WireCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.handler.codec.TooLongFrameException;
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
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failed writes
final class ReaderHandler extends SimpleChannelInboundHandler<ByteBuf> {
    /** How long a new connection may take for its first line before it is taken for a plain reader. */
    private static final Duration GREETING = Duration.ofMillis(300);

    /** The same where a first line with a token must come: silence would be refused for good. */
    private static final Duration PATIENT_GREETING = Duration.ofSeconds(5);

    static final int MAX_FIRST_LINE_BYTES = 8 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(ReaderHandler.class);

    private final LiveStream stream;
    private final AccessToken token;
    private final ServerEvents events;
    private final ReaderGroup group;
    private final Reader reader;
    private @Nullable Future<?> greeting;
    private boolean answered;

    ReaderHandler(LiveStream stream, AccessToken token, ServerEvents events, ReaderGroup group, Reader reader) {
        this.stream = stream;
        this.token = token;
        this.events = events;
        this.group = group;
        this.reader = reader;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        Duration wait = token.isOpen() ? GREETING : PATIENT_GREETING;
        greeting = context.executor().schedule(() -> beginPlain(context), wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void beginPlain(ChannelHandlerContext context) {
        if (!token.isOpen()) {
            reject(context, ErrorCode.UNAUTHORIZED, "this stream needs a subscription with a token");
            return;
        }
        group.add(reader);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf line) {
        if (answered) {
            return;
        }
        answered = true;
        if (greeting != null) {
            greeting.cancel(false);
        }
        byte[] bytes = new byte[line.readableBytes()];
        line.readBytes(bytes);
        context.pipeline().remove(LineBasedFrameDecoder.class);
        try {
            subscribe(context, WireCodec.decodeSubscription(bytes, 0, bytes.length));
        } catch (ProtocolException e) {
            reject(context, ErrorCode.BAD_REQUEST, String.valueOf(e.getMessage()));
        }
    }

    private void subscribe(ChannelHandlerContext context, Subscription subscription) {
        JournalState state = stream.state();
        String asked = subscription.stream();
        if (!token.admits(subscription.token())) {
            reject(context, ErrorCode.UNAUTHORIZED, "the token is missing or wrong");
        } else if (asked != null && !asked.equals(state.stream())) {
            reject(context, ErrorCode.UNKNOWN_STREAM, "this is stream " + state.stream() + ", not " + asked);
        } else {
            reader.subscribe(subscription.shard(), resolve(subscription.from()));
            group.add(reader);
            reader.heartbeat(true);
        }
    }

    private long resolve(From from) {
        if (from instanceof From.Sequence sequence) {
            return sequence.value();
        }
        return from.equals(From.LATEST) ? stream.moment().head() : 0;
    }

    void reject(ChannelHandlerContext context, ErrorCode code, String detail) {
        answered = true;
        group.remove(reader);
        events.rejected(code.wire());
        byte[] line = WireCodec.encode(new ControlLine.Rejected(code.wire(), detail));
        context.writeAndFlush(Unpooled.wrappedBuffer(line)).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (group.has(reader)) {
            reader.pump();
        }
    }

    /** The client sends no more, or is gone: which of the two, only a write can tell. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            reader.clientFellSilent();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (greeting != null) {
            greeting.cancel(false);
        }
        group.remove(reader);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            reject(context, ErrorCode.LINE_TOO_LONG, "a first line has at most " + MAX_FIRST_LINE_BYTES + " bytes");
        } else if (cause instanceof IOException) {
            context.close();
        } else {
            LOG.error(
                    "The reader at {} is turned away after a failure",
                    context.channel().remoteAddress(),
                    cause);
            reject(context, ErrorCode.INTERNAL, "the server failed: " + cause);
        }
    }
}

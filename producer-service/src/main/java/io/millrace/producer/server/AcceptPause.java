package io.millrace.producer.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops accepting for a moment when it fails, as it does where the process has no file descriptors left: trying again at once
 * would keep the loop busy with that alone.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the loop runs it or is gone
final class AcceptPause extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptPause.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ServerEvents events;
    private final OnceAMinute log = new OnceAMinute();

    AcceptPause(ServerEvents events) {
        this.events = events;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        events.rejected(Rejection.NO_DESCRIPTOR);
        if (log.isDue()) {
            LOG.warn(
                    "Cannot accept connections ({}); trying again each second. Raise the limit of open files (ulimit -n)"
                            + " or lower millrace.stream.max-readers",
                    cause.toString());
        }
        Channel port = context.channel();
        port.config().setAutoRead(false);
        port.eventLoop().schedule(() -> port.config().setAutoRead(true), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    }
}

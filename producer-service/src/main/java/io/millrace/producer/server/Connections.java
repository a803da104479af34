package io.millrace.producer.server;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.util.function.Function;

/** The connections there are: lets them in as far as there may be more, and gives each its handlers. */
@SuppressWarnings("FutureReturnValueIgnored") // a connection that cannot be closed cleanly is gone all the same
final class Connections extends ChannelInitializer<SocketChannel> {
    private final ReaderAccess access;
    private final ServerTimings timings;
    private final Admission admission;
    private final Farewell farewell;
    private final Function<SocketChannel, ReaderHandler> handlers;
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    /** @param handlers makes the handler of a connection that is let in */
    Connections(
            ReaderAccess access,
            ServerTimings timings,
            Admission admission,
            Farewell farewell,
            Function<SocketChannel, ReaderHandler> handlers) {
        this.access = access;
        this.timings = timings;
        this.admission = admission;
        this.farewell = farewell;
        this.handlers = handlers;
    }

    @Override
    protected void initChannel(SocketChannel accepted) {
        open.add(accepted);
        InetAddress address = accepted.remoteAddress().getAddress();
        Rejection refusal = admission.enter(address);
        if (refusal != null) {
            accepted.pipeline().addLast(new NoAdmission(farewell, refusal));
            return;
        }
        accepted.closeFuture().addListener(closed -> admission.leave(address));
        StreamTls tls = access.tls();
        if (tls != null) {
            accepted.pipeline().addLast(new TlsGate(tls, farewell, timings.patientGreeting()));
        }
        accepted.pipeline().addLast(handlers.apply(accepted));
    }

    /** How many were let in and are still there. */
    int admitted() {
        return admission.total();
    }

    /** Waits for all of them to be closed, as long as readers have for their last lines. */
    void awaitClosed() {
        open.newCloseFuture().awaitUninterruptibly(timings.lastLines().toMillis());
    }
}

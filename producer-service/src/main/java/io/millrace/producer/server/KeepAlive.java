package io.millrace.producer.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioChannelOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketOption;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;

/** Finds out about peers that vanished while nothing was sent to them: a silent one is asked, and gone after two minutes. */
final class KeepAlive {
    private static final Map<SocketOption<Integer>, Integer> SECONDS = Map.of(
            ExtendedSocketOptions.TCP_KEEPIDLE, 60,
            ExtendedSocketOptions.TCP_KEEPINTERVAL, 10,
            ExtendedSocketOptions.TCP_KEEPCOUNT, 6);

    private KeepAlive() {}

    /** Sets it for the connections of a server; where the platform has no such options, with the system's own times. */
    static void apply(ServerBootstrap bootstrap) {
        bootstrap.childOption(ChannelOption.SO_KEEPALIVE, true);
        Set<SocketOption<?>> supported = supported();
        SECONDS.forEach((option, value) -> {
            if (supported.contains(option)) {
                bootstrap.childOption(NioChannelOption.of(option), value);
            }
        });
    }

    private static Set<SocketOption<?>> supported() {
        try (SocketChannel any = SocketChannel.open()) {
            return any.supportedOptions();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot open a socket", e);
        }
    }
}

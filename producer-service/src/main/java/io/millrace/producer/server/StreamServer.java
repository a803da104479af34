package io.millrace.producer.server;

import io.millrace.producer.live.LiveStream;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LineBasedFrameDecoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The TCP server of the stream: any number of readers on a few event loops. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failed writes
public final class StreamServer implements AutoCloseable {
    private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(64 * 1024, 256 * 1024);
    private static final long QUIET_MILLIS = 0;
    private static final long CLOSE_MILLIS = 5_000;
    private static final long LAST_LINES_MILLIS = 2_000;

    private final StreamServerSettings settings;
    private final LiveStream stream;
    private final ServerEvents events;
    private final AccessToken token;
    private final BlockCache blocks;
    private final InstantSource clock;
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final EventLoopGroup loops;
    private final Map<EventExecutor, ReaderGroup> groups = new HashMap<>();
    private @Nullable Channel channel;

    public StreamServer(
            StreamServerSettings settings,
            LiveStream stream,
            @Nullable String token,
            ServerEvents events,
            InstantSource clock) {
        this.settings = settings;
        this.stream = stream;
        this.events = events;
        this.token = new AccessToken(token);
        this.blocks = new BlockCache(stream.source(), settings.blockCache().toBytes());
        this.clock = clock;
        this.loops = new MultiThreadIoEventLoopGroup(
                settings.threads(), new DefaultThreadFactory("millrace-stream"), NioIoHandler.newFactory());
        for (EventExecutor loop : loops) {
            groups.put(loop, new ReaderGroup((EventLoop) loop, readers));
        }
    }

    /**
     * Binds the port.
     *
     * @throws StreamBindException if it cannot be bound
     */
    public void start() {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.SO_KEEPALIVE, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel accepted) {
                        prepare(accepted);
                    }
                });
        try {
            channel = bootstrap
                    .bind(settings.host(), settings.port())
                    .syncUninterruptibly()
                    .channel();
        } catch (Exception e) {
            close();
            throw new StreamBindException(settings.host() + ":" + settings.port(), e);
        }
    }

    private void prepare(SocketChannel accepted) {
        ReaderGroup group = groups.get(accepted.eventLoop());
        if (group == null) {
            throw new IllegalStateException("no group for " + accepted.eventLoop());
        }
        Reader reader = new Reader(accepted, stream, blocks, events, clock.instant());
        boolean tooMany = connections.size() >= settings.maxReaders();
        connections.add(accepted);
        accepted.pipeline()
                .addLast(new LineBasedFrameDecoder(ReaderHandler.MAX_FIRST_LINE_BYTES, true, true))
                .addLast(tooMany ? new FullHouse(events) : new ReaderHandler(stream, token, events, group, reader));
    }

    /** Has every reader look for new events. */
    public void headMoved() {
        groups.values().forEach(ReaderGroup::headMoved);
    }

    /** The address it listens on. */
    public String host() {
        return settings.host();
    }

    /** The port it listens on. */
    public int port() {
        Channel bound = channel;
        if (bound == null) {
            throw new IllegalStateException("the server was not started");
        }
        return ((InetSocketAddress) bound.localAddress()).getPort();
    }

    /** The readers that are connected. */
    public List<ReaderStatus> readers() {
        return readers.stream().map(Reader::status).toList();
    }

    /** Number of connected readers. */
    public int readerCount() {
        return readers.size();
    }

    /** Closes the port, then every connection after the lines it is sending; stuck ones are cut. Idempotent. */
    @Override
    public void close() {
        Channel bound = channel;
        if (bound != null) {
            bound.close().awaitUninterruptibly(CLOSE_MILLIS);
            groups.values().forEach(ReaderGroup::stop);
            connections.newCloseFuture().awaitUninterruptibly(LAST_LINES_MILLIS);
        }
        loops.shutdownGracefully(QUIET_MILLIS, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_MILLIS);
        blocks.close();
    }
}

package io.millrace.producer.server;

import io.millrace.producer.live.LiveStream;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The TCP server of the stream: any number of readers on a few event loops. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failed writes
public final class StreamServer implements AutoCloseable {
    /** A connection counts as writable only once it has taken all it was given. */
    private static final WriteBufferWaterMark ALL_TAKEN = new WriteBufferWaterMark(1, 1);

    private static final int BACKLOG = 1024;
    private static final long QUIET_MILLIS = 0;
    private static final long CLOSE_MILLIS = 5_000;

    private final StreamServerSettings settings;
    private final LiveStream stream;
    private final ReaderAccess access;
    private final SentEvents events;
    private final InstantSource clock;
    private final ServerTimings timings;
    private final BlockCache blocks;
    private final EncodeAhead ahead;
    private final Unsent unsent;
    private final Farewell farewell;
    private final Set<Reader> readers = ConcurrentHashMap.newKeySet();
    private final StreamSampler sampler;
    private final Connections connections;
    private final EventLoopGroup loops;
    private final Map<EventExecutor, ReaderGroup> groups = new HashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private @Nullable Channel channel;

    StreamServer(
            StreamServerSettings settings,
            LiveStream stream,
            ReaderAccess access,
            ServerEvents events,
            InstantSource clock,
            ServerTimings timings) {
        this.settings = settings;
        this.stream = stream;
        this.access = access;
        this.events = new SentEvents(events);
        this.clock = clock;
        this.timings = timings;
        this.blocks = new BlockCache(stream.source(), settings.blockCache().toBytes(), this.events);
        this.ahead = new EncodeAhead(blocks, readers::size, settings.threads());
        this.unsent = new Unsent(settings.unsentBytes());
        this.farewell = new Farewell(this.events, timings.farewell());
        this.sampler = new StreamSampler(stream, readers, this.events);
        Admission admission = new Admission(settings.maxReaders(), settings.maxReadersOfAnAddress());
        this.connections = new Connections(access, timings, admission, farewell, this::handlerOf);
        this.loops = new MultiThreadIoEventLoopGroup(
                settings.threads(), new DefaultThreadFactory("millrace-stream"), NioIoHandler.newFactory());
        for (EventExecutor loop : loops) {
            HeadLines lines = new HeadLines(blocks, ahead, this.events);
            groups.put(loop, new ReaderGroup((EventLoop) loop, stream, readers, lines, timings.gone()));
        }
    }

    private ReaderHandler handlerOf(SocketChannel accepted) {
        ReaderGroup group = groups.get(accepted.eventLoop());
        if (group == null) {
            throw new IllegalStateException("no group for " + accepted.eventLoop());
        }
        Reader reader = new Reader(
                accepted.eventLoop(), new Outflow(accepted, unsent, events, clock.instant()), stream, group, events);
        return new ReaderHandler(new Subscriptions(stream, access.token()), access, farewell, timings, group, reader);
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
                .handler(new AcceptPause(events))
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, ALL_TAKEN)
                .childHandler(connections);
        KeepAlive.apply(bootstrap);
        try {
            channel = bootstrap
                    .bind(settings.host(), settings.port())
                    .syncUninterruptibly()
                    .channel();
        } catch (Exception e) {
            close();
            throw new StreamBindException(settings.host() + ":" + settings.port(), e);
        }
        loops.next()
                .scheduleAtFixedRate(
                        sampler, StreamSampler.EVERY_MILLIS, StreamSampler.EVERY_MILLIS, TimeUnit.MILLISECONDS);
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

    /** Number of connections that were let in, those included that are no readers yet. */
    int connectionCount() {
        return connections.admitted();
    }

    /** Events that were handed to connections over the last five seconds, a second, all readers together. */
    public double sentEventsPerSecond() {
        return sample().sentPerSecond();
    }

    /** How the readers stood a moment ago. */
    StreamSample sample() {
        return sampler.last();
    }

    /** Bytes of memory that encoded lines take, shared by all readers. */
    long cachedBytes() {
        return blocks.bytes();
    }

    /** Bytes that connections were given and have not taken yet. */
    long unsentBytes() {
        return unsent.bytes();
    }

    /** Closes the port and the connections that are no readers yet, then every reader's after the lines it was given; stuck ones are cut. Idempotent. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        Channel bound = channel;
        if (bound != null) {
            bound.close().awaitUninterruptibly(CLOSE_MILLIS);
            // All of them before the first is told to stop: who sees one connection end may not begin on another.
            groups.values().forEach(ReaderGroup::refuseNewcomers);
            groups.values().forEach(ReaderGroup::stop);
            connections.awaitClosed();
        }
        loops.shutdownGracefully(QUIET_MILLIS, CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                .awaitUninterruptibly(CLOSE_MILLIS);
        ahead.close();
        if (loops.isTerminated()) {
            groups.values().forEach(group -> group.lines().release());
        }
        blocks.close();
    }
}

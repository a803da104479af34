package io.millrace.bench.stream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Any number of connections to a server on loopback, read by a few threads. */
final class ReaderSwarm implements AutoCloseable {
    private static final int READ_BYTES = 256 << 10;
    private static final long CLOSE_MILLIS = 5_000;

    private final List<Selector> selectors = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger connected = new AtomicInteger();
    private volatile boolean closed;

    private ReaderSwarm(int threadCount) throws IOException {
        for (int i = 0; i < threadCount; i++) {
            Selector selector = Selector.open();
            selectors.add(selector);
            threads.add(new Thread(() -> read(selector), "bench-readers-" + i));
        }
        threads.forEach(Thread::start);
    }

    /**
     * Connects the readers one after the other; each reads from then on.
     *
     * @param firstLine what each sends at first; may be empty
     * @throws IOException if one cannot connect
     */
    static ReaderSwarm connect(int port, byte[] firstLine, List<? extends Inflow> readers, int threads)
            throws IOException {
        ReaderSwarm swarm = new ReaderSwarm(Math.min(threads, readers.size()));
        try {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            for (int i = 0; i < readers.size(); i++) {
                swarm.add(address, firstLine, readers.get(i), swarm.selectors.get(i % swarm.selectors.size()));
            }
            return swarm;
        } catch (IOException e) {
            swarm.close();
            throw e;
        }
    }

    private void add(InetSocketAddress address, byte[] firstLine, Inflow reader, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.write(ByteBuffer.wrap(firstLine));
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ, reader);
        connected.incrementAndGet();
        selector.wakeup();
    }

    /** How many of the connections are there still. */
    int connected() {
        return connected.get();
    }

    private void read(Selector selector) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
        try (selector) {
            while (!closed) {
                selector.select(key -> read(key, buffer));
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("the readers cannot go on: " + e.getMessage(), e);
        }
    }

    private void read(SelectionKey key, ByteBuffer buffer) {
        SocketChannel channel = (SocketChannel) key.channel();
        if (read(channel, buffer.clear()) < 0) {
            key.cancel();
            connected.decrementAndGet();
        } else {
            ((Inflow) key.attachment()).received(buffer.flip());
        }
    }

    /** A connection that was cut has come to its end too. */
    private static int read(SocketChannel channel, ByteBuffer buffer) {
        try {
            return channel.read(buffer);
        } catch (IOException cut) {
            return -1;
        }
    }

    /** Closes all connections. Idempotent. */
    @Override
    public void close() {
        closed = true;
        selectors.forEach(Selector::wakeup);
        try {
            for (Thread thread : threads) {
                thread.join(CLOSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.millrace.bench.stream;

import io.millrace.bench.process.ParentLink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * What the machine can do: a loop that writes ready-made lines to every reader which takes some. One thread, or several that
 * share the readers.
 */
final class BareLoop {
    private static final int LINES_BYTES = 4 << 20;
    private static final int WRITE_BYTES = 256 << 10;

    private final ByteBuffer lines;

    private BareLoop(ByteBuffer lines) {
        this.lines = lines;
    }

    /** Serves loopback; the arguments are how many readers it waits for before it begins, and the number of threads. */
    public static void main(String[] arguments) throws IOException {
        int readers = Integer.parseInt(arguments[0]);
        int threads = Integer.parseInt(arguments[1]);
        byte[] ready = SampleLines.ofBytes(LINES_BYTES);
        BareLoop loop = new BareLoop(ByteBuffer.allocateDirect(ready.length).put(ready));
        try (ServerSocketChannel server = ServerSocketChannel.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
            Thread accepting = new Thread(() -> loop.serve(server, readers, threads), "bare-loop");
            accepting.setDaemon(true);
            accepting.start();
            ParentLink.serve(server.socket().getLocalPort());
        }
    }

    private void serve(ServerSocketChannel server, int readers, int threads) {
        try {
            while (server.isOpen()) {
                List<Selector> shares = new ArrayList<>();
                for (int thread = 0; thread < threads; thread++) {
                    shares.add(Selector.open());
                }
                for (int reader = 0; reader < readers; reader++) {
                    SocketChannel channel = server.accept();
                    channel.configureBlocking(false);
                    channel.register(shares.get(reader % threads), SelectionKey.OP_WRITE, lines.duplicate());
                }
                send(shares);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the bare loop cannot go on: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(List<Selector> shares) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Selector share : shares) {
            Thread thread = new Thread(() -> send(share), "bare-loop-" + threads.size());
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /** Writes until no reader is left. */
    private static void send(Selector share) {
        try (share) {
            while (share.keys().stream().anyMatch(SelectionKey::isValid)) {
                share.select(BareLoop::write);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the bare loop cannot go on: " + e.getMessage(), e);
        }
    }

    private static void write(SelectionKey key) {
        SocketChannel reader = (SocketChannel) key.channel();
        ByteBuffer rest = (ByteBuffer) key.attachment();
        if (rest.position() == rest.capacity()) {
            rest.clear();
        }
        rest.limit(Math.min(rest.capacity(), rest.position() + WRITE_BYTES));
        try {
            reader.write(rest);
        } catch (IOException gone) {
            close(reader);
        }
    }

    private static void close(SocketChannel reader) {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

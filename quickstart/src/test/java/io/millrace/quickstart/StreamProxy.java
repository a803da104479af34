package io.millrace.quickstart;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network between readers and a producer, in which faults can be made: connections cut in the middle of a line, or bytes
 * held while all connections stay open.
 */
final class StreamProxy implements Closeable {
    private static final int CHUNK = 8 * 1024;

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Link> links = ConcurrentHashMap.newKeySet();
    private int target;
    private long accepted;
    private long cutInALine;
    private long held;
    private boolean paused;

    StreamProxy() throws IOException {
        start("proxy-accept", this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** Leads further connections to this port; a restarted producer has another one. */
    synchronized void leadTo(int port) {
        target = port;
    }

    /** How many connections there were so far. */
    synchronized long accepted() {
        return accepted;
    }

    /** How many connections there are. */
    int open() {
        return links.size();
    }

    /** How many connections were cut in the middle of a line. */
    synchronized long cutInALine() {
        return cutInALine;
    }

    /** How many bytes have come in and are not let out. */
    synchronized long held() {
        return held;
    }

    /** Cuts every connection there is, each within the next bytes it carries. */
    void cut() {
        links.forEach(link -> link.cut = true);
    }

    /** Lets no more bytes through, in either direction. */
    synchronized void pause() {
        paused = true;
    }

    /** Lets the held bytes and all others through. */
    synchronized void resume() {
        paused = false;
        notifyAll();
    }

    private static void start(String role, Runnable work) {
        Thread thread = new Thread(work, role);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                link(listener.accept());
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void link(Socket reader) throws IOException {
        int port;
        synchronized (this) {
            accepted++;
            port = target;
        }
        try {
            Link link = new Link(reader, new Socket(InetAddress.getLoopbackAddress(), port));
            links.add(link);
            start("proxy-to-producer", () -> link.carry(link.reader, link.producer));
            start("proxy-to-reader", () -> link.carry(link.producer, link.reader));
        } catch (IOException nobodyListens) {
            // as a network does it whose other end is down
            reader.close();
        }
    }

    private synchronized void holdWhilePaused(int bytes) throws InterruptedException {
        held += bytes;
        try {
            while (paused) {
                wait();
            }
        } finally {
            held -= bytes;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        resume();
        links.forEach(Link::end);
    }

    /** One connection on both sides. */
    private final class Link {
        private final Socket reader;
        private final Socket producer;
        private volatile boolean cut;

        Link(Socket reader, Socket producer) {
            this.reader = reader;
            this.producer = producer;
        }

        void carry(Socket from, Socket to) {
            byte[] chunk = new byte[CHUNK];
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                    holdWhilePaused(length);
                    if (cut) {
                        carryPart(chunk, length, out);
                        return;
                    }
                    out.write(chunk, 0, length);
                }
            } catch (IOException e) {
                // One side has closed the connection.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                end();
            }
        }

        private void carryPart(byte[] chunk, int length, OutputStream out) throws IOException {
            int part = length / 2;
            out.write(chunk, 0, part);
            if (part > 0 && chunk[part - 1] != '\n') {
                synchronized (StreamProxy.this) {
                    cutInALine++;
                }
            }
        }

        void end() {
            links.remove(this);
            try (reader;
                    producer) {
                // both are closed, whatever becomes of the first
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

package io.millrace.analytics;

import io.millrace.stream.client.Endpoint;
import io.millrace.stream.journal.EpochNanos;
import io.millrace.stream.journal.Segment;
import io.millrace.stream.protocol.ControlLine;
import io.millrace.stream.protocol.ErrorCode;
import io.millrace.stream.protocol.From;
import io.millrace.stream.protocol.Shard;
import io.millrace.stream.protocol.Subscription;
import io.millrace.stream.protocol.WireCodec;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/**
 * A small server of the wire protocol on loopback, whose lines are a function of the sequence. It sends what is below its
 * head, and heartbeats in between; a connection can be cut at any time.
 */
final class StreamServerFixture implements Closeable {
    /** One event each millisecond of stream time. */
    static final int EVENTS_PER_SECOND = 1000;

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final Segment SEGMENT = new Segment(0, EpochNanos.of(START), EVENTS_PER_SECOND);
    private static final long HEARTBEAT_MILLIS = 20;
    private static final int STEP = 25;
    private static final long STEP_MILLIS = 5;

    private final ServerSocket listener;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final LongFunction<byte[]> lines;
    private final boolean replay;
    private String stream;
    private long head;
    private Instant watermark = START;

    StreamServerFixture(String stream, boolean replay, LongFunction<byte[]> lines) throws IOException {
        this(0, stream, replay, lines);
    }

    private StreamServerFixture(int port, String stream, boolean replay, LongFunction<byte[]> lines)
            throws IOException {
        this.listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        this.stream = stream;
        this.replay = replay;
        this.lines = lines;
        start("fixture-accept", this::accept);
    }

    /** A server that takes the place of one that was closed. */
    static StreamServerFixture on(int port, String stream, LongFunction<byte[]> lines) throws IOException {
        return new StreamServerFixture(port, stream, false, lines);
    }

    Endpoint endpoint() {
        return new Endpoint("127.0.0.1", listener.getLocalPort());
    }

    /** Returns the stream time of an event. */
    static Instant timeOf(long sequence) {
        return EpochNanos.toInstant(SEGMENT.timeOf(sequence));
    }

    /** Makes the events below a sequence exist. */
    synchronized void publish(long newHead) {
        head = newHead;
        watermark = timeOf(newHead);
        notifyAll();
    }

    /** Makes further events exist, 5000 a second, until it is stopped. */
    final class Traffic {
        private long published = head();
        private volatile boolean stopped;
        private final Thread thread = start("fixture-traffic", this::run);

        private void run() {
            while (!stopped && !listener.isClosed()) {
                published += STEP;
                publish(published);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STEP_MILLIS));
            }
        }

        /** Returns the sequence below which there are events now. */
        long stop() throws InterruptedException {
            stopped = true;
            thread.join();
            return published;
        }
    }

    private synchronized long head() {
        return head;
    }

    /** Lets time pass without events. */
    synchronized void passTime(Instant newWatermark) {
        watermark = newWatermark;
        notifyAll();
    }

    /** Becomes the server of another stream. */
    synchronized void becomeStream(String id) {
        stream = id;
    }

    /** Cuts all connections, in the middle of whatever they carry. */
    void cutConnections() throws IOException {
        for (Socket socket : connections) {
            socket.close();
        }
    }

    int connections() {
        return connections.size();
    }

    private static Thread start(String role, Runnable work) {
        Thread thread = new Thread(work, role);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                connections.add(socket);
                start("fixture-connection", () -> serve(socket));
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            String first = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            if (first != null) {
                byte[] line = first.getBytes(StandardCharsets.UTF_8);
                send(
                        WireCodec.decodeSubscription(line, 0, line.length),
                        new BufferedOutputStream(socket.getOutputStream()));
            }
        } catch (IOException e) {
            // The reader left, or the test cut the connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            connections.remove(socket);
        }
    }

    private void send(Subscription subscription, OutputStream out) throws IOException, InterruptedException {
        Shard shard = subscription.shard();
        String id;
        long next;
        long told;
        synchronized (this) {
            id = stream;
            told = head;
            next = shard.next(startOf(subscription.from()));
        }
        if (subscription.stream() != null && !subscription.stream().equals(id)) {
            out.write(WireCodec.encode(new ControlLine.Rejected(ErrorCode.UNKNOWN_STREAM.wire(), "this is " + id)));
            out.flush();
            return;
        }
        out.write(WireCodec.encode(new ControlLine.Subscribed(id, replay, next, told, Shard.BLOCK_SIZE)));
        out.write(WireCodec.encode(ControlLine.Segment.of(SEGMENT)));
        stream(shard, next, out);
    }

    private long startOf(From from) {
        if (from instanceof From.Sequence sequence) {
            return sequence.value();
        }
        return from == From.EARLIEST ? 0 : head;
    }

    private void stream(Shard shard, long start, OutputStream out) throws IOException, InterruptedException {
        long next = start;
        while (!listener.isClosed()) {
            long until;
            Instant time;
            synchronized (this) {
                until = head;
                time = watermark;
            }
            for (; next < until; next = shard.next(next + 1)) {
                out.write(lines.apply(next));
                out.write('\n');
            }
            out.write(WireCodec.encode(new ControlLine.Heartbeat(until, next, time)));
            out.flush();
            synchronized (this) {
                if (head == until && watermark.equals(time)) {
                    wait(HEARTBEAT_MILLIS);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        cutConnections();
    }
}

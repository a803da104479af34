package io.millrace.stream.client;

import io.millrace.stream.protocol.Subscription;
import io.millrace.stream.protocol.WireCodec;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One socket to a server, and the lines that come from it. */
final class Connection implements Closeable {
    private final Socket socket;
    private final InputStream in;
    private final long openedAt;
    private final LineReader lines = new LineReader();
    private long lastByteAt;

    private Connection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.openedAt = System.nanoTime();
        this.lastByteAt = openedAt;
    }

    /** Connects, and subscribes unless the server is to be read plainly. */
    static Connection open(ClientSettings settings, @Nullable Subscription subscription, Duration timeout)
            throws IOException {
        Endpoint endpoint = settings.endpoint();
        // Before connecting: the server does not wait long for a first line, and the first encoding takes a while.
        byte[] firstLine = subscription == null ? new byte[0] : WireCodec.encode(subscription);
        Socket socket = new Socket();
        try {
            socket.setKeepAlive(true);
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), (int) timeout.toMillis());
            refuseSelf(socket, endpoint);
            ClientTls tls = settings.tls();
            Socket ready = tls == null ? socket : tls.encrypt(socket, endpoint, timeout);
            ready.getOutputStream().write(firstLine);
            return new Connection(ready);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** A port of the ephemeral range on which nobody listens can be connected to itself (RFC 9293, simultaneous open). */
    private static void refuseSelf(Socket socket, Endpoint endpoint) throws ConnectException {
        if (socket.getLocalSocketAddress().equals(socket.getRemoteSocketAddress())) {
            throw new ConnectException("nobody listens on " + endpoint);
        }
    }

    LineReader lines() {
        return lines;
    }

    /**
     * Waits for bytes at most that long.
     *
     * @return whether bytes came
     * @throws EOFException if the server closed the connection
     */
    boolean fill(long timeoutNanos) throws IOException {
        socket.setSoTimeout((int) Math.max(1, timeoutNanos / 1_000_000));
        try {
            if (!lines.fill(in)) {
                throw new EOFException("the server closed the connection");
            }
            lastByteAt = System.nanoTime();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    long ageNanos() {
        return System.nanoTime() - openedAt;
    }

    long silentNanos() {
        return System.nanoTime() - lastByteAt;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // A socket that cannot be closed cleanly is gone all the same.
        }
    }
}

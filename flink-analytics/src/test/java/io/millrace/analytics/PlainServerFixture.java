package io.millrace.analytics;

import io.millrace.stream.client.Endpoint;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/** A server that only sends lines, one each half millisecond, each once, to the one reader it has at a time. */
final class PlainServerFixture implements Closeable {
    private static final int BATCH = 10;

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final LongFunction<byte[]> lines;

    PlainServerFixture(LongFunction<byte[]> lines) throws IOException {
        this.lines = lines;
        Thread thread = new Thread(this::serve, "fixture-plain");
        thread.setDaemon(true);
        thread.start();
    }

    Endpoint endpoint() {
        return new Endpoint("127.0.0.1", listener.getLocalPort());
    }

    private void serve() {
        long sequence = 0;
        while (!listener.isClosed()) {
            try (Socket socket = listener.accept()) {
                OutputStream out = new BufferedOutputStream(socket.getOutputStream());
                while (!listener.isClosed()) {
                    for (int i = 0; i < BATCH; i++) {
                        out.write(lines.apply(sequence++));
                        out.write('\n');
                    }
                    out.flush();
                    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(500 * BATCH));
                }
            } catch (IOException e) {
                // The reader left; the next one goes on where it stopped.
            }
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}

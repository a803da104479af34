package io.millrace.producer.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bare socket to the server, as any line reader would open it. */
final class Peer implements AutoCloseable {
    final Socket socket;
    private final BufferedReader lines;

    Peer(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The next line, null at the end of the stream. */
    @Nullable
    String next() throws IOException {
        return lines.readLine();
    }

    /** The next line that starts so; those before it are thrown away. */
    String nextThatStarts(String prefix) throws IOException {
        String line = next();
        while (line != null && !line.startsWith(prefix)) {
            line = next();
        }
        if (line == null) {
            throw new IOException("the server closed before a line came that starts with " + prefix);
        }
        return line;
    }

    /** The next event lines; control lines are left out. */
    List<String> events(int count) throws IOException {
        List<String> events = new ArrayList<>();
        while (events.size() < count) {
            String line = next();
            if (line == null) {
                throw new IOException("the server closed after " + events.size() + " events");
            }
            if (!line.startsWith("{\"millrace\":")) {
                events.add(line);
            }
        }
        return events;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}

package io.millrace.bench.stream;

import io.millrace.bench.process.ParentLink;
import io.millrace.stream.event.WindowsEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.ObjectMapper;

/**
 * The reference: the canonical events as one writes them without a second thought. One thread, one ObjectMapper, and
 * {@code println} per client on the auto-flushing PrintWriter that every tutorial shows.
 */
final class NaiveProducer {
    private static final int RING = 4096;

    private final ObjectMapper mapper = new ObjectMapper();
    private final List<WindowsEvent> ring = SampleLines.events(RING);
    private final InstantSource clock;

    NaiveProducer(InstantSource clock) {
        this.clock = clock;
    }

    /** Serves loopback; the argument is how many clients it waits for before it begins. */
    public static void main(String[] arguments) throws IOException {
        NaiveProducer producer = new NaiveProducer(InstantSource.system());
        try (ServerSocket server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> producer.serve(server, Integer.parseInt(arguments[0])), "naive-producer");
            thread.setDaemon(true);
            thread.start();
            ParentLink.serve(server.getLocalPort());
        }
    }

    private void serve(ServerSocket server, int count) {
        try {
            while (!server.isClosed()) {
                List<Socket> sockets = new ArrayList<>();
                while (sockets.size() < count) {
                    sockets.add(server.accept());
                }
                send(sockets);
                for (Socket socket : sockets) {
                    socket.close();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the naive producer cannot go on: " + e.getMessage(), e);
        }
    }

    /** Goes round the ring until a client is gone. */
    private void send(List<Socket> sockets) throws IOException {
        List<PrintWriter> clients = new ArrayList<>();
        for (Socket socket : sockets) {
            clients.add(new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8));
        }
        while (clients.stream().noneMatch(PrintWriter::checkError)) {
            for (WindowsEvent event : ring) {
                String line = line(event, clock.instant());
                for (PrintWriter client : clients) {
                    client.println(line);
                }
            }
        }
    }

    /** The line of an event that happens now. */
    String line(WindowsEvent event, Instant now) {
        return mapper.writeValueAsString(new WindowsEvent(
                now,
                event.level(),
                event.source(),
                event.message(),
                event.eventId(),
                event.provider(),
                event.computer(),
                event.recordId(),
                event.user(),
                event.keywords(),
                event.task(),
                event.data(),
                event.label()));
    }
}

package io.millrace.producer.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads the stream from its first event on, on a thread of its own, and compares every line with the one it has to be. */
final class HealthySubscriber implements AutoCloseable {
    private final RunningStream running;
    private final Peer peer;
    private final Thread thread;
    private volatile long received;
    private volatile @Nullable String failure;

    HealthySubscriber(RunningStream running) throws IOException {
        this.running = running;
        this.peer = new Peer(running.port());
        peer.send("{\"subscribe\":{\"from\":0}}\n");
        thread = new Thread(this::read, "healthy-subscriber");
        thread.start();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    private void read() {
        try {
            for (String line = peer.next(); line != null; line = peer.next()) {
                if (line.startsWith("{\"millrace\":")) {
                    continue;
                }
                String expected = running.line(received);
                if (!line.equals(expected)) {
                    failure = "line " + received + " is " + line + ", not " + expected;
                    return;
                }
                received++;
            }
            failure = "the server closed";
        } catch (IOException e) {
            failure = e.toString();
        }
    }

    /** Fails unless it is sent everything up to now, unharmed. */
    void assertMissesNothing() {
        long head = running.stream.moment().head();
        await().atMost(Duration.ofSeconds(60)).until(() -> failure != null || received >= head);
        assertThat(failure).isNull();
        assertThat(received).isGreaterThanOrEqualTo(head).isPositive();
    }

    @Override
    public void close() throws IOException {
        peer.close();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.millrace.stream.client;

import io.millrace.stream.journal.EpochNanos;
import io.millrace.stream.protocol.From;
import io.millrace.stream.protocol.ProtocolException;
import io.millrace.stream.protocol.Subscription;
import java.io.Closeable;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Reads one shard of one endpoint, and keeps reading: it subscribes, resumes at the next sequence after every fault, waits
 * longer after each failed attempt (with jitter), and falls back to live reading where the server only sends lines.
 *
 * <p>One thread polls; {@link #wakeUp}, {@link #status} and {@link #close} may be called from any.
 */
public final class EventStreamClient implements Closeable {
    /** A poll looks up at least this often, so that a wake-up is noticed. */
    private static final long SLICE_NANOS = Duration.ofMillis(50).toNanos();

    private final ClientSettings settings;
    private final ClientTimeouts timeouts;
    private final InstantSource clock;
    private final Backoff backoff;
    private final Semaphore signal = new Semaphore(0);

    private final Session session;
    private volatile @Nullable Connection connection;
    private volatile ClientStatus status;
    private volatile boolean wokenUp;
    private volatile boolean closed;
    private long retryAt = System.nanoTime();

    /** A reader that resumes at a position. */
    public EventStreamClient(ClientSettings settings, Position start) {
        this(settings, start.stream(), start.from(), ClientTimeouts.DEFAULT, InstantSource.system());
    }

    /** A reader that begins anew. */
    public EventStreamClient(ClientSettings settings, From from) {
        this(settings, null, from, ClientTimeouts.DEFAULT, InstantSource.system());
    }

    EventStreamClient(
            ClientSettings settings, @Nullable String stream, From from, ClientTimeouts timeouts, InstantSource clock) {
        this.settings = settings;
        this.timeouts = timeouts;
        this.clock = clock;
        this.backoff = new Backoff(timeouts.firstRetry(), timeouts.maxRetry(), RandomGenerator.getDefault());
        this.session = new Session(settings, stream, from);
        this.status = session.status();
    }

    /**
     * Waits for lines and hands them to the handler on this thread, at most what one read from the socket brings.
     *
     * @param timeout how long to wait; a look at the socket is taken even if it is zero
     * @return how many lines were handed over; 0 after {@code timeout} or a wake-up, and at once when closed
     * @throws StreamRejectedException if the server refuses for a reason that stays; a later call asks again
     */
    public int poll(FrameHandler handler, Duration timeout) throws StreamRejectedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        long left = timeout.toNanos();
        int lines = 0;
        while (lines == 0 && !closed && !wokenUp) {
            try {
                lines = step(handler, Math.min(Math.max(left, 0), SLICE_NANOS));
            } finally {
                status = session.status();
            }
            left = deadline - System.nanoTime();
            if (left <= 0) {
                break;
            }
        }
        wokenUp = false;
        return lines;
    }

    private int step(FrameHandler handler, long waitNanos) throws StreamRejectedException {
        Connection current = connection;
        try {
            if (current == null) {
                connectOrWait(handler, waitNanos);
                return 0;
            }
            int lines = current.fill(waitNanos) ? session.drain(current.lines(), handler, now()) : 0;
            return lines > 0 ? lines : checkPatience(current, handler);
        } catch (IOException e) {
            disconnect(handler, reasonOf(e));
            return 0;
        } catch (StreamRejectedException e) {
            disconnect(handler, String.valueOf(e.getMessage()));
            throw e;
        }
    }

    private static String reasonOf(IOException e) {
        String message = String.valueOf(e.getMessage());
        return e instanceof UnknownHostException ? "unknown host " + message : message;
    }

    private void connectOrWait(FrameHandler handler, long waitNanos) throws IOException {
        long untilRetry = retryAt - System.nanoTime();
        if (untilRetry > 0) {
            waitForSignal(Math.min(waitNanos, untilRetry));
            return;
        }
        Subscription subscription = session.isPlain() ? null : session.subscription();
        Connection opened = Connection.open(settings, subscription, timeouts.connect());
        connection = opened;
        session.opened(opened.lines(), handler);
        if (closed) {
            opened.close();
        }
    }

    private int checkPatience(Connection current, FrameHandler handler) throws IOException, StreamRejectedException {
        if (session.isUndecided() && current.ageNanos() > timeouts.answer().toNanos()) {
            if (session.fallBack(current.lines(), handler)) {
                return session.drain(current.lines(), handler, now());
            }
            throw new ProtocolException("no answer to the subscription within " + timeouts.answer() + session.hint());
        }
        if (!session.isPlain() && current.silentNanos() > timeouts.silence().toNanos()) {
            throw new ProtocolException("silent for " + timeouts.silence() + ", not even a heartbeat");
        }
        return 0;
    }

    private long now() {
        return EpochNanos.of(clock.instant());
    }

    private void disconnect(FrameHandler handler, String reason) {
        Connection current = connection;
        if (current != null) {
            current.close();
            connection = null;
        }
        if (session.progressed()) {
            backoff.reset();
        }
        session.disconnected(reason);
        retryAt = System.nanoTime() + backoff.nextNanos();
        if (!closed) {
            handler.disconnected(reason);
        }
    }

    private void waitForSignal(long nanos) {
        try {
            if (signal.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
                signal.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            wokenUp = true;
        }
    }

    /** Makes a waiting or the next {@link #poll} return soon. */
    public void wakeUp() {
        wokenUp = true;
        signal.release();
    }

    /** The next sequence to read, after all that was handed over. To be asked on the polling thread. */
    public Position position() {
        return session.position();
    }

    /** What could be said of the reader after its last look at the socket. */
    public ClientStatus status() {
        ClientStatus last = status;
        return closed ? last.closed() : last;
    }

    /** Ends the connection and any waiting poll; an attempt to connect under way ends by its own timeout. */
    @Override
    public void close() {
        closed = true;
        Connection current = connection;
        if (current != null) {
            current.close();
        }
        wakeUp();
    }
}

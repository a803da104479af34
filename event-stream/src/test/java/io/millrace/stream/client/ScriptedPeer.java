package io.millrace.stream.client;

import io.millrace.stream.journal.EpochNanos;
import io.millrace.stream.journal.Segment;
import io.millrace.stream.protocol.ControlLine;
import io.millrace.stream.protocol.From;
import io.millrace.stream.protocol.Shard;
import io.millrace.stream.protocol.Subscription;
import io.millrace.stream.protocol.WireCodec;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** The server's end of one connection of a {@link ScriptedServer}. */
public final class ScriptedPeer {
    /** When the segments of {@link #open} begin. */
    public static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    private final Socket socket;
    private final OutputStream out;

    ScriptedPeer(Socket socket) throws IOException {
        this.socket = socket;
        this.out = new BufferedOutputStream(socket.getOutputStream(), 64 * 1024);
    }

    /** Reads the client's subscription. */
    public Subscription subscription() throws IOException {
        byte[] line = readLine();
        return WireCodec.decodeSubscription(line, 0, line.length);
    }

    private byte[] readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = socket.getInputStream().read();
        while (next != '\n') {
            if (next < 0) {
                throw new EOFException("the client left before its first line ended");
            }
            line.write(next);
            next = socket.getInputStream().read();
        }
        return line.toByteArray();
    }

    /** Reads one byte from the client; -1 if it left. */
    public int read() throws IOException {
        return socket.getInputStream().read();
    }

    /** Sends bytes as they are. */
    public ScriptedPeer bytes(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        return this;
    }

    /** Sends text as it is. */
    public ScriptedPeer text(String text) throws IOException {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends one line. */
    public ScriptedPeer line(String line) throws IOException {
        return text(line + "\n");
    }

    public ScriptedPeer control(ControlLine line) throws IOException {
        return bytes(WireCodec.encode(line));
    }

    /** Answers a subscription; its events follow at one a millisecond from {@link #EPOCH}, sequence 0 the first. */
    public ScriptedPeer open(String stream, long next, long head) throws IOException {
        control(new ControlLine.Subscribed(stream, false, next, head, Shard.BLOCK_SIZE));
        return control(new ControlLine.Segment(0, EPOCH, 1000, null));
    }

    /** Answers the subscription as a Millrace server does whose stream begins at 0, and returns the first sequence asked for. */
    public long accept(Subscription subscription, String stream, long head) throws IOException {
        From from = subscription.from();
        long asked = from instanceof From.Sequence sequence ? sequence.value() : from.equals(From.LATEST) ? head : 0;
        long next = subscription.shard().next(asked);
        open(stream, next, head);
        return next;
    }

    /** Sends {@link #event events} {@code [from, to)} of a shard. */
    public ScriptedPeer events(Shard shard, long from, long to) throws IOException {
        for (long sequence = shard.next(from); sequence < to; sequence = shard.next(sequence + 1)) {
            out.write((event(sequence) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        out.flush();
        return this;
    }

    public ScriptedPeer events(long from, long to) throws IOException {
        return events(Shard.ALL, from, to);
    }

    public ScriptedPeer heartbeat(long next, long head) throws IOException {
        return control(new ControlLine.Heartbeat(head, next, EPOCH.plusMillis(next)));
    }

    /** Waits until the client leaves. */
    public void awaitClose() throws IOException {
        byte[] ignored = new byte[1024];
        while (socket.getInputStream().read(ignored) >= 0) {
            // What a client says here does not matter.
        }
    }

    /** The event of a sequence, a canonical line. */
    public static String event(long sequence) {
        return "{\"timestamp\":\"" + EPOCH.plusMillis(sequence)
                + "\",\"level\":\"Information\",\"source\":\"Security\",\"message\":\"event " + sequence
                + "\",\"eventId\":4624,\"provider\":\"Microsoft-Windows-Security-Auditing\",\"computer\":\"ws-01\""
                + ",\"recordId\":" + sequence + "}";
    }

    /** The stream time of a sequence under {@link #open}, epoch nanoseconds. */
    public static long timeOf(long sequence) {
        return new Segment(0, EpochNanos.of(EPOCH), 1000).timeOf(sequence);
    }
}

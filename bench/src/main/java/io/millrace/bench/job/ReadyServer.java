package io.millrace.bench.job;

import io.millrace.bench.process.ParentLink;
import io.millrace.producer.generator.LineBuffer;
import io.millrace.stream.protocol.ControlLine;
import io.millrace.stream.protocol.From;
import io.millrace.stream.protocol.Shard;
import io.millrace.stream.protocol.Subscription;
import io.millrace.stream.protocol.WireCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;

/** Serves a stream from memory, as fast as it is read: to plain readers, and to subscribers by the wire protocol. */
final class ReadyServer {
    static final String SENT = "sent";
    private static final int GREETING_MILLIS = 300;
    private static final long HEAD = 1L << 50;

    private final ReadyBlocks blocks;
    private final LongAdder sent = new LongAdder();

    private ReadyServer(ReadyBlocks blocks) {
        this.blocks = blocks;
    }

    /** The argument is a folder of recorded lines, or nothing for synthetic ones. */
    public static void main(String[] arguments) throws IOException {
        ReadyServer server = new ReadyServer(new ReadyBlocks(
                arguments.length == 0 ? ReadyLines.synthetic() : ReadyLines.recorded(Path.of(arguments[0]))));
        try (ServerSocket port = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread accepting = new Thread(() -> server.accept(port), "ready-accept");
            accepting.setDaemon(true);
            accepting.start();
            ParentLink.serve(port.getLocalPort(), question -> Long.toString(server.sent.sum()));
        }
    }

    private void accept(ServerSocket port) {
        try {
            while (!port.isClosed()) {
                Socket reader = port.accept();
                Thread serving = new Thread(() -> serve(reader), "ready-serve");
                serving.setDaemon(true);
                serving.start();
            }
        } catch (IOException closed) {
            // the benchmark is over
        }
    }

    private void serve(Socket reader) {
        try (reader) {
            OutputStream out = reader.getOutputStream();
            byte[] greeting = greeting(reader);
            Shard shard = Shard.ALL;
            long next = 0;
            if (greeting.length > 0) {
                Subscription subscription = WireCodec.decodeSubscription(greeting, 0, greeting.length);
                shard = subscription.shard();
                next = shard.next(subscription.from() instanceof From.Sequence from ? from.value() : 0);
                out.write(WireCodec.encode(
                        new ControlLine.Subscribed("ready-made", false, next, HEAD, Shard.BLOCK_SIZE)));
                out.write(WireCodec.encode(ControlLine.Segment.of(ReadyBlocks.SEGMENT)));
            }
            send(out, shard, next);
        } catch (IOException gone) {
            // it has read enough
        }
    }

    /** The first line, without its end; empty if none comes for a moment. */
    private static byte[] greeting(Socket reader) throws IOException {
        reader.setSoTimeout(GREETING_MILLIS);
        InputStream in = reader.getInputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
                line.write(read);
            }
        } catch (SocketTimeoutException plain) {
            return new byte[0];
        }
        return line.toByteArray();
    }

    private void send(OutputStream out, Shard shard, long from) throws IOException {
        LineBuffer scratch = new LineBuffer(1 << 20);
        for (long next = from; ; next = shard.next(next + Shard.BLOCK_SIZE)) {
            blocks.write(next / Shard.BLOCK_SIZE, out, scratch);
            sent.add(Shard.BLOCK_SIZE);
        }
    }
}

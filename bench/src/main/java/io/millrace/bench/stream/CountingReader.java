package io.millrace.bench.stream;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts bytes and does next to nothing else, so that the server is what is measured. Lines are counted in some of the
 * buffers only, to know how long one is.
 */
final class CountingReader implements Inflow {
    private static final int BUFFERS_PER_SAMPLE = 64;

    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong sampledBytes = new AtomicLong();
    private final AtomicLong sampledLines = new AtomicLong();
    private int buffers;

    @Override
    public void received(ByteBuffer received) {
        bytes.addAndGet(received.remaining());
        if (buffers++ % BUFFERS_PER_SAMPLE == 0) {
            sampledBytes.addAndGet(received.remaining());
            long lines = 0;
            while (received.hasRemaining()) {
                if (received.get() == '\n') {
                    lines++;
                }
            }
            sampledLines.addAndGet(lines);
        }
    }

    long bytes() {
        return bytes.get();
    }

    long sampledBytes() {
        return sampledBytes.get();
    }

    long sampledLines() {
        return sampledLines.get();
    }
}

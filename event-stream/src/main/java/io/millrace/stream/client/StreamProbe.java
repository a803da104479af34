package io.millrace.stream.client;

import io.millrace.stream.protocol.From;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks an endpoint once which stream it has and where a position lies in it. */
public final class StreamProbe {
    private StreamProbe() {}

    /**
     * Connects, subscribes to the whole stream and leaves again.
     *
     * @param settings the endpoint and how to speak to it
     * @param from the position to resolve
     * @param timeout for all of it; a plain server is recognised after five seconds only
     * @return the stream; its {@code next} is the resolved sequence
     * @throws IOException if the endpoint cannot be reached or does not answer in time; worth another try
     * @throws StreamRejectedException if the server refuses for a reason that stays
     */
    public static StreamInfo probe(ClientSettings settings, From from, Duration timeout)
            throws IOException, StreamRejectedException {
        Answer answer = new Answer();
        try (EventStreamClient client = new EventStreamClient(settings, from)) {
            long deadline = System.nanoTime() + timeout.toNanos();
            while (answer.stream == null && answer.failure == null) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    throw new IOException(settings.endpoint() + " did not answer within " + timeout);
                }
                client.poll(answer, Duration.ofNanos(Math.min(left, 100_000_000)));
            }
        }
        StreamInfo stream = answer.stream;
        if (stream == null) {
            throw new IOException(settings.endpoint() + ": " + answer.failure);
        }
        return stream;
    }

    /** Keeps the first answer. */
    private static final class Answer implements FrameHandler {
        private @Nullable StreamInfo stream;
        private @Nullable String failure;

        @Override
        public void subscribed(StreamInfo info) {
            stream = info;
        }

        @Override
        public void disconnected(String reason) {
            failure = reason;
        }

        @Override
        public void event(long sequence, long streamTime, byte[] buffer, int offset, int length) {}

        @Override
        public void oversized(long sequence, long streamTime, byte[] head, long length) {}

        @Override
        public void heartbeat(long next, long head, long watermark) {}
    }
}

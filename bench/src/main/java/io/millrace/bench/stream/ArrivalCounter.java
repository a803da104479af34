package io.millrace.bench.stream;

import io.millrace.stream.client.FrameHandler;
import io.millrace.stream.client.StreamInfo;

/** Counts what a reader receives. */
final class ArrivalCounter implements FrameHandler {
    private long events;

    long events() {
        return events;
    }

    @Override
    public void event(long sequence, long streamTime, byte[] buffer, int offset, int length) {
        events++;
    }

    @Override
    public void oversized(long sequence, long streamTime, byte[] head, long length) {
        events++;
    }

    @Override
    public void heartbeat(long next, long head, long watermark) {}

    @Override
    public void subscribed(StreamInfo stream) {}
}

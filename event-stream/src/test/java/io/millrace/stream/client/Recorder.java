package io.millrace.stream.client;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps all that a client hands over. For the polling thread, and for readers after it. */
final class Recorder implements FrameHandler {
    final List<Long> sequences = new ArrayList<>();
    final List<Long> times = new ArrayList<>();
    final List<String> lines = new ArrayList<>();
    final List<Long> oversized = new ArrayList<>();
    final List<Long> heartbeats = new ArrayList<>();
    final List<StreamInfo> streams = new ArrayList<>();
    final List<String> disconnections = new ArrayList<>();

    @Override
    public void event(long sequence, long streamTime, byte[] buffer, int offset, int length) {
        sequences.add(sequence);
        times.add(streamTime);
        lines.add(new String(buffer, offset, length, StandardCharsets.UTF_8));
    }

    @Override
    public void oversized(long sequence, long streamTime, byte[] head, long length) {
        sequences.add(sequence);
        times.add(streamTime);
        lines.add("oversized " + length + " " + new String(head, 0, 8, StandardCharsets.UTF_8));
        oversized.add(length);
    }

    @Override
    public void heartbeat(long next, long head, long watermark) {
        heartbeats.add(next);
    }

    @Override
    public void subscribed(StreamInfo stream) {
        streams.add(stream);
    }

    @Override
    public void disconnected(String reason) {
        disconnections.add(reason);
    }
}

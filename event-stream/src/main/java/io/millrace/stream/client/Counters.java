package io.millrace.stream.client;

import io.millrace.stream.client.ClientStatus.Connection;
import org.jspecify.annotations.Nullable;

/** What a client counts. For the polling thread only. */
final class Counters {
    private long received;
    private long bytes;
    private long oversized;
    private long skipped;
    private long skippedNow;
    private long connections;
    private long mismatches;
    private @Nullable String lastError;

    void connected() {
        connections++;
        skippedNow = 0;
    }

    void disconnected(String reason) {
        lastError = reason;
    }

    void received(int length) {
        received++;
        bytes += length + 1;
    }

    void oversized(long length) {
        oversized++;
        bytes += length + 1;
    }

    void skipped() {
        skipped++;
        skippedNow++;
    }

    void unskip() {
        skipped -= skippedNow;
        skippedNow = 0;
    }

    void mismatched() {
        mismatches++;
    }

    ClientStatus status(
            Connection state, @Nullable String stream, StreamInfo.@Nullable Kind kind, long next, long head) {
        return new ClientStatus(
                state,
                stream,
                kind,
                next,
                head,
                received,
                bytes,
                oversized,
                skipped,
                Math.max(0, connections - 1),
                mismatches,
                lastError);
    }
}

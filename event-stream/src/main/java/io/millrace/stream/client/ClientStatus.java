package io.millrace.stream.client;

import org.jspecify.annotations.Nullable;

/**
 * What a reader can say of itself at one moment.
 *
 * @param connection how it stands with the server
 * @param stream the stream last seen, null before the first answer
 * @param kind its kind, null before the first answer
 * @param next the next sequence to read
 * @param head the head last reported by the server, at least {@code next}
 * @param received event lines received
 * @param bytes bytes received
 * @param oversized lines longer than the protocol allows
 * @param skipped lines thrown away before a subscription was answered or a plain server recognised
 * @param reconnects connections made after the first one
 * @param mismatches heartbeats that disagreed with the reader's own count
 * @param lastError why the last connection ended, null if none did
 */
public record ClientStatus(
        Connection connection,
        @Nullable String stream,
        StreamInfo.@Nullable Kind kind,
        long next,
        long head,
        long received,
        long bytes,
        long oversized,
        long skipped,
        long reconnects,
        long mismatches,
        @Nullable String lastError) {
    ClientStatus closed() {
        return new ClientStatus(
                Connection.CLOSED,
                stream,
                kind,
                next,
                head,
                received,
                bytes,
                oversized,
                skipped,
                reconnects,
                mismatches,
                lastError);
    }

    /** How a reader stands with its server. */
    public enum Connection {
        /** No connection; the next attempt is under way or waits for its time. */
        DISCONNECTED,
        /** Connected, no answer yet. */
        SUBSCRIBING,
        /** Reading. */
        CONNECTED,
        /** Closed by its owner. */
        CLOSED
    }
}

package io.millrace.stream.client;

/**
 * The stream a reader found at an endpoint.
 *
 * @param id names the stream; positions of one stream mean nothing on another
 * @param kind where its events come from
 * @param next the first sequence the reader will get
 * @param head the number of events so far
 */
public record StreamInfo(String id, Kind kind, long next, long head) {
    /** Where the events of a stream come from. */
    public enum Kind {
        /** Computed by a Millrace producer; the time of an event is its stream time. */
        SYNTHETIC,
        /** Recorded lines sent by a Millrace producer; their own times have nothing to do with the stream time. */
        REPLAY,
        /** A server that only sends lines: read at most once, nothing can be resumed. */
        PLAIN
    }
}

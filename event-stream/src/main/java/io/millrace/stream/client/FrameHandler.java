package io.millrace.stream.client;

/** The one funnel for all that a reader receives. Called on the thread that polls. */
public interface FrameHandler {
    /**
     * An event line.
     *
     * @param sequence its number in the stream
     * @param streamTime nanoseconds since the epoch; on a plain server the time of arrival
     * @param buffer holds the line, valid during the call only
     * @param offset where the line starts
     * @param length bytes of the line without its end
     */
    void event(long sequence, long streamTime, byte[] buffer, int offset, int length);

    /**
     * A line longer than the protocol allows, which takes a sequence all the same.
     *
     * @param head the first bytes of the line
     * @param length bytes of the whole line
     */
    void oversized(long sequence, long streamTime, byte[] head, long length);

    /**
     * All events of the shard before {@code next} have been handed over, and none from there on has a stream time before
     * {@code watermark} (epoch nanoseconds).
     */
    void heartbeat(long next, long head, long watermark);

    /** Connected, the first time or again; events from {@code stream.next()} on follow. */
    void subscribed(StreamInfo stream);

    /** The connection is gone; the client will try again by itself. */
    default void disconnected(String reason) {}
}

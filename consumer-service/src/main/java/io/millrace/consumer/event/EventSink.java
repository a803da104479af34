package io.millrace.consumer.event;

/** Takes what the feed receives, in order. Called on the reading thread: it must neither block nor throw. */
public interface EventSink {
    /** An event. */
    void received(ReceivedEvent event);

    /** A line that is none. */
    default void malformed(MalformedLine line) {}
}

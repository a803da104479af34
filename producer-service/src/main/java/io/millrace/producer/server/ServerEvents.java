package io.millrace.producer.server;

/** What the server tells of its work, for whoever counts it. Called on event loops; must not block. */
public interface ServerEvents {
    /** Listens to nothing. */
    ServerEvents NONE = new ServerEvents() {};

    /** Lines were handed to a connection. */
    default void sent(long events, long bytes) {}

    /** Lines were encoded, in so many nanoseconds. */
    default void encoded(long events, long bytes, long nanos) {}

    /** A reader got lines that had been encoded before. */
    default void reused() {}

    /** A connection was turned away. */
    default void rejected(Rejection reason) {}
}

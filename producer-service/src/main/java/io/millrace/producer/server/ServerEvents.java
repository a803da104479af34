package io.millrace.producer.server;

/** What the server tells of its work, for whoever counts it. Called on event loops; must not block. */
public interface ServerEvents {
    /** Listens to nothing. */
    ServerEvents NONE = new ServerEvents() {};

    /** Lines were handed to a connection. */
    default void sent(long events, long bytes) {}

    /** A reader was turned away with this code of the wire protocol. */
    default void rejected(String code) {}
}

package io.millrace.consumer.event;

/** A sink that loses events rather than hold up the feed, and counts them. */
public interface LossySink extends EventSink {
    /** A stable name for figures, e.g. {@code console}. */
    String name();

    /** Events lost so far. */
    long dropped();
}

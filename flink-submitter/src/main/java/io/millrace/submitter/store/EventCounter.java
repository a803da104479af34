package io.millrace.submitter.store;

/** Told of every event that is added. */
@FunctionalInterface
public interface EventCounter {

    /** Counts nothing. */
    EventCounter NONE = type -> {};

    void added(EventType type);
}

package io.millrace.producer.generator;

/** When the events of a source happen. A source may ask for the time of an event and of those before it. */
@FunctionalInterface
public interface StreamTimes {
    /**
     * The stream time of an event, epoch nanoseconds.
     *
     * @param index of the event within its source, not past the one being encoded
     */
    long timeOf(long index);
}

package io.millrace.producer.generator;

/** Gives the line of any event: a pure function, thread-safe, called by many threads at once. */
public interface EventSource {

    /**
     * What determines the lines, as a short text: the algorithm's version and the catalog's hash, or the names, sizes and
     * SHA-256 of files. It is part of the stream's id: two sources with equal fingerprints give equal lines.
     */
    String fingerprint();

    /**
     * Appends the UTF-8 line of an event, its {@code \n} included.
     *
     * @param index which of the source's events, from 0 to {@link #size()} - 1
     * @param sequence the event's place in the stream; where scenarios ran before it, that is more than the index
     * @param times when this event and those before it happen
     * @param out where the line goes, behind what is already there
     * @throws IndexOutOfBoundsException where there is no such event
     */
    void encode(long index, long sequence, StreamTimes times, LineBuffer out);

    /** The scenarios that can be played into the stream. */
    ScenarioSource scenarios();

    /** The number of events there are, or {@code Long.MAX_VALUE} when endless. */
    long size();

    /** Whether the events are recorded ones, whose own times have nothing to do with the stream time. */
    boolean isReplay();

    /** The form of the lines, e.g. {@code canonical}. */
    String format();

    /** The source for people, e.g. {@code replay of logs (3314 lines, 2 blank and 1 oversized lines skipped)}. */
    String description();
}

package io.millrace.producer.generator;

/** Gives the line of any sequence: a pure function, thread-safe, called by many threads at once. */
public interface EventSource {

    /**
     * What determines the lines, as a short text: the algorithm's version and the catalog's hash, or the names, sizes and
     * SHA-256 of files. It is part of the stream's id: two sources with equal fingerprints give equal lines.
     */
    String fingerprint();

    /**
     * Appends the UTF-8 line of an event, its {@code \n} included.
     *
     * @param sequence from 0 to {@link #size()} - 1
     * @param streamTime when the event happens, in epoch nanoseconds
     * @param out where the line goes, behind what is already there
     * @throws IndexOutOfBoundsException where there is no such event
     */
    void encode(long sequence, long streamTime, LineBuffer out);

    /** The number of events there are, or {@code Long.MAX_VALUE} when endless. */
    long size();

    /** Whether the events are recorded ones, whose own times have nothing to do with the stream time. */
    boolean isReplay();

    /** The source for people, e.g. {@code replay of logs (3314 lines, 2 blank and 1 oversized lines skipped)}. */
    String description();
}

package io.millrace.analytics.top;

import io.millrace.stream.result.TimeSpan;
import io.millrace.stream.result.TopKeys.Entry;

/**
 * A key that may be among the most frequent ones of its group, with its final count.
 *
 * @param group what it competes in
 * @param entry the key and its count
 */
record Candidate(Group group, Entry entry) {
    /**
     * What keys compete in.
     *
     * @param stream where the events came from
     * @param window the time the events fall into
     * @param dimension as in the results
     */
    record Group(String stream, TimeSpan window, String dimension) {}

    static Candidate of(String stream, TimeSpan window, String dimension, String key, long count) {
        return new Candidate(new Group(stream, window, dimension), new Entry(key, count));
    }
}

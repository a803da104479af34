package io.millrace.consumer.result;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A result of the job. Kinds that are not known here are kept and served like all others.
 *
 * @param id the same whenever the result comes again
 * @param kind e.g. {@code count}
 * @param view where it is shown
 * @param time the end of its window, else its own time, else when it came
 * @param dimension what it is counted by, null if it has none
 * @param key the value that is counted, null if it has none
 * @param json as it came, on one line
 */
record ReceivedResult(
        String id,
        String kind,
        View view,
        Instant time,
        @Nullable String dimension,
        @Nullable String key,
        String json) {
    /** Where results are shown. */
    enum View {
        /** What is told of a window. */
        WINDOW,
        /** What somebody should look at. */
        ALERT,
        /** The rest, such as dead letters. */
        OTHER
    }
}

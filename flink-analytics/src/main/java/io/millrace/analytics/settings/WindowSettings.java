package io.millrace.analytics.settings;

import io.millrace.stream.result.TimeSpan;
import java.io.Serializable;
import java.time.Duration;

/**
 * How to count events in windows, which follow each other without gap or overlap; one starts at the epoch.
 *
 * @param resultsName part of the results' ids
 * @param size the length of a window, in whole milliseconds
 * @param allowedLateness how long after its end a window waits for its events
 */
public record WindowSettings(String resultsName, Duration size, Duration allowedLateness) implements Serializable {
    /** Returns the start of the window that a time falls into; milliseconds since the epoch. */
    public long startOf(long time) {
        return time - Math.floorMod(time, size.toMillis());
    }

    /** Returns the watermark that closes the window with this start; milliseconds since the epoch. */
    public long closingOf(long start) {
        return start + size.toMillis() - 1 + allowedLateness.toMillis();
    }

    /** Returns the window with this start. */
    public TimeSpan windowOf(long start) {
        return TimeSpan.ofMillis(start, start + size.toMillis());
    }
}

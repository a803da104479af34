package io.millrace.analytics.baseline;

/**
 * What is known of a host.
 *
 * @param rate its events per window
 * @param lastStart the start of the last window with events, milliseconds since the epoch
 * @param wakeStart the start of the empty window whose end is waited for
 * @param silent whether the silence since the last window was told
 */
public record HostState(Rate rate, long lastStart, long wakeStart, boolean silent) {
    // Public because Flink serializes public records field by field, and others by Kryo.

    HostState silenced(long newWakeStart) {
        return new HostState(rate, lastStart, newWakeStart, true);
    }
}

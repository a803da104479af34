package io.millrace.consumer.result;

import org.jspecify.annotations.Nullable;

/**
 * Chooses results by what they are about. A component that is null chooses all.
 *
 * @param kind e.g. {@code count}
 * @param dimension e.g. {@code eventId}
 * @param key e.g. {@code 4624}
 */
record ResultFilter(
        @Nullable String kind,
        @Nullable String dimension,
        @Nullable String key) {
    /** Whether the result is chosen. */
    boolean matches(ReceivedResult result) {
        return (kind == null || kind.equals(result.kind()))
                && (dimension == null || dimension.equals(result.dimension()))
                && (key == null || key.equals(result.key()));
    }
}

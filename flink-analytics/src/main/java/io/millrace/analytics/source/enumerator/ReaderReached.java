package io.millrace.analytics.source.enumerator;

import java.time.Duration;
import org.apache.flink.api.connector.source.SourceEvent;

/**
 * A reader tells how far the last of its splits has come.
 *
 * @param streamTime milliseconds since the epoch; {@link Long#MAX_VALUE} if it has no splits and will get none
 */
public record ReaderReached(long streamTime) implements SourceEvent {
    /** How much farther a reader comes before it tells so again, and the others before it is told so of them. */
    public static final Duration STEP = Duration.ofMillis(7500);
}

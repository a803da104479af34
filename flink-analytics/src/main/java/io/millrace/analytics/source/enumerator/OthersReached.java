package io.millrace.analytics.source.enumerator;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * Tells a reader how far the last split of all other readers has come.
 *
 * @param streamTime milliseconds since the epoch; {@link Long#MAX_VALUE} if they have none
 */
public record OthersReached(long streamTime) implements SourceEvent {}

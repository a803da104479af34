package io.millrace.analytics.source.enumerator;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * A reader tells how far the last of its splits has come.
 *
 * @param streamTime milliseconds since the epoch; {@link Long#MAX_VALUE} if it has no splits and will get none
 */
public record ReaderReached(long streamTime) implements SourceEvent {}

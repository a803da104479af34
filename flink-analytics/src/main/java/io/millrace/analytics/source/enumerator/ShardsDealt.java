package io.millrace.analytics.source.enumerator;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * Tells a reader that all splits there will ever be have been dealt out. Its watermark may now move, and a reader without
 * splits may be idle; before, it must hold the watermark, and the reading, back for splits that are yet to come. Sent to every reader that
 * registers, so also after a restore.
 */
public record ShardsDealt() implements SourceEvent {}

package io.millrace.analytics.event;

/**
 * No later line of the shard has a stream time before this one.
 *
 * @param head the first sequence of the stream that does not exist yet
 * @param watermark milliseconds since the epoch
 */
public record Heartbeat(long head, long watermark) implements StreamElement {}

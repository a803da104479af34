package io.millrace.consumer.event;

/**
 * A line of the stream that is no event.
 *
 * @param sequence its number in the stream
 * @param reason the stable code of what was wrong
 * @param detail where and how
 * @param line its first bytes, as text
 * @param bytes the length of the whole line
 */
public record MalformedLine(long sequence, String reason, String detail, String line, long bytes) {}

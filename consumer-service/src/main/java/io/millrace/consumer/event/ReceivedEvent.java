package io.millrace.consumer.event;

import io.millrace.stream.event.WindowsEvent;

/**
 * An event of the stream.
 *
 * @param sequence its number in the stream
 * @param bytes the length of the line it came on
 * @param event what the line says
 */
public record ReceivedEvent(long sequence, int bytes, WindowsEvent event) {}

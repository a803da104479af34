package io.millrace.analytics.event;

/** What a reader of a stream hands on: lines, and what is known of the stream's progress between them. */
public sealed interface StreamElement permits ReceivedEvent, Heartbeat, BatchEnd {}

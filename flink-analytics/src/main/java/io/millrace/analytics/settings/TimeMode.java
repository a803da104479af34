package io.millrace.analytics.settings;

/** What is taken for the time of an event. */
public enum TimeMode {
    /** The time the record itself tells; its stream time where it tells none. */
    EVENT,
    /** The stream time: when the stream says the event happened. On a plain server, when it arrived. */
    ARRIVAL
}

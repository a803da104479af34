package io.millrace.consumer.settings;

/** How events are printed. */
public enum PrintMode {
    /** The canonical JSON line. */
    JSON,
    /** One line to read: time, level, source, event id, computer, message. */
    LINE,
    /** Not at all. */
    OFF
}

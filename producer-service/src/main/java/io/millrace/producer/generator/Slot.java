package io.millrace.producer.generator;

/** A part of a line that differs from event to event. */
@FunctionalInterface
interface Slot {
    /** Appends the value, already escaped as the content of a JSON string. */
    void append(Scene scene, LineBuffer out);
}

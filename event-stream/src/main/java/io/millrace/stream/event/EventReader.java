package io.millrace.stream.event;

/** Reads the fields of one format. */
@FunctionalInterface
interface EventReader {

    /** Takes all fields of the object that the cursor has just entered. */
    void read(LineCursor line, EventDraft event) throws MalformedEventException;
}

package io.millrace.producer.generator;

import org.jspecify.annotations.Nullable;

/** Writes kinds of event in one format. */
@FunctionalInterface
interface LineWriter {
    /** What all formats fill in, as patterns. */
    String TIME = "${time.timestamp}";

    String COMPUTER = "${here.fqdn}";
    String RECORD_ID = "${here.recordId}";
    String LABEL = "${run.label}";

    /**
     * Writes the fields of the line's object.
     *
     * @param user the event's account, where it has one
     * @param labelled whether the scenario's run is to be named
     * @param json where the fields go
     */
    void write(EventDefinition event, @Nullable AccountPattern user, boolean labelled, LineJson json);
}

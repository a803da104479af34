package io.millrace.producer.generator;

import java.util.Locale;

/** The JSON in which the synthetic events are written. In each, a line reads back as the same event. */
public enum LineFormat {
    /** Millrace's own form, the shortest. */
    CANONICAL,
    /** As winlogbeat 8 writes it, in the Elastic Common Schema. */
    WINLOGBEAT,
    /** As NXLog's {@code im_msvistalog} and {@code to_json()} write it. */
    NXLOG,
    /** As evtx_dump writes a forwarded event, its rendered text included. */
    EVTX_DUMP;

    /** The name as the setting writes it, e.g. {@code evtx_dump}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Compiles the whole line of a kind of event, its line feed included.
     *
     * @param line to compile with, empty
     * @param labelled whether it belongs to a scenario, whose run is then named in it
     */
    Template compile(EventDefinition event, Template.Builder line, boolean labelled) {
        LineJson json = new LineJson(line);
        json.open();
        writer().write(event, AccountPattern.of(event.user(), line.facts()), labelled, json);
        json.close();
        return line.json("\n").build();
    }

    private LineWriter writer() {
        return switch (this) {
            case CANONICAL -> new CanonicalLine();
            case WINLOGBEAT -> new WinlogbeatLine();
            case NXLOG -> new NxlogLine();
            case EVTX_DUMP -> new EvtxDumpLine();
        };
    }
}

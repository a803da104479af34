package io.millrace.stream.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The JSON formats in which a Windows event arrives, one object a line. */
public enum EventFormat {
    /** The format is found anew for each line. */
    AUTO,
    /** Millrace's own form: the components of {@link WindowsEvent}. */
    CANONICAL,
    /** NXLog's {@code im_msvistalog}, sent directly or through Logstash. */
    NXLOG,
    /** A flat export: the System fields and EventData side by side, {@code TimeCreated} the time. */
    FLAT,
    /** winlogbeat 6, before the Elastic Common Schema. */
    WINLOGBEAT6,
    /** winlogbeat 7 and 8, in the Elastic Common Schema. */
    WINLOGBEAT,
    /** evtx_dump: the event's XML turned into JSON. */
    EVTX_DUMP,
    /** Rows of Log Analytics' SecurityEvent, WindowsEvent and Event tables (Microsoft Sentinel). */
    SENTINEL;

    /** The name as settings and arguments write it, e.g. {@code evtx_dump}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The format of that name, case and surrounding blanks aside.
     *
     * @throws IllegalArgumentException for any other text, with the list of choices
     */
    public static EventFormat parse(String text) {
        String name = text.strip().toLowerCase(Locale.ROOT);
        for (EventFormat format : values()) {
            if (format.text().equals(name)) {
                return format;
            }
        }
        String choices = Arrays.stream(values()).map(EventFormat::text).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("Unknown event format '" + text + "'; choose one of: " + choices);
    }
}

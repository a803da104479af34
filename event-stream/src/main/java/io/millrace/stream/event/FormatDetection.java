package io.millrace.stream.event;

import io.millrace.stream.event.MalformedEventException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the format of a line by the names of its top-level fields, up to the first that only one format has. */
final class FormatDetection {

    private static final byte[] CANONICAL_START = "{\"timestamp\"".getBytes(StandardCharsets.US_ASCII);

    private FormatDetection() {}

    /** Whether the bytes begin as every line of our own does: no need to look further. */
    static boolean startsCanonical(byte[] buffer, int from, int to) {
        int end = from + CANONICAL_START.length;
        return end <= to && Arrays.equals(buffer, from, end, CANONICAL_START, 0, CANONICAL_START.length);
    }

    /** The format of the object that the cursor has just entered. */
    static EventFormat formatOf(LineCursor line) throws MalformedEventException {
        EventFormat likely = EventFormat.AUTO;
        for (String name = line.nextField(); name != null; name = line.nextField()) {
            EventFormat certain = certain(name, line.atObject());
            if (certain != null) {
                return certain;
            }
            if (likely == EventFormat.AUTO) {
                likely = likely(name);
            }
            line.skip();
        }
        if (likely == EventFormat.AUTO) {
            throw new MalformedEventException(
                    Reason.UNKNOWN_FORMAT, "the object has no field by which a known event format is told");
        }
        return likely;
    }

    /** The format that the first name tells which only one format has; {@link EventFormat#AUTO} where there is none. */
    static EventFormat certain(FieldScan fields) {
        for (int field = 0; field < fields.count(); field++) {
            EventFormat certain = certain(fields.name(field), fields.kind(field) == FieldScan.Kind.OBJECT);
            if (certain != null) {
                return certain;
            }
        }
        return EventFormat.AUTO;
    }

    private static @Nullable EventFormat certain(String name, boolean isObject) {
        return switch (name) {
            case "Event" -> isObject ? EventFormat.EVTX_DUMP : null;
            case "winlog" -> EventFormat.WINLOGBEAT;
            case "log_name", "record_number", "event_data" -> EventFormat.WINLOGBEAT6;
            case "TimeGenerated" -> EventFormat.SENTINEL;
            case "EventTime", "EventReceivedTime", "SourceModuleType" -> EventFormat.NXLOG;
            case "TimeCreated" -> EventFormat.FLAT;
            case "eventId", "recordId" -> EventFormat.CANONICAL;
            default -> null;
        };
    }

    /** What a name speaks for when no certain one comes. */
    private static EventFormat likely(String name) {
        return switch (name) {
            case "event_id", "computer_name", "source_name" -> EventFormat.WINLOGBEAT6;
            case "event", "agent", "ecs", "log" -> EventFormat.WINLOGBEAT;
            case "EventID", "Channel", "Hostname", "SourceName" -> EventFormat.FLAT;
            case "timestamp", "level", "source", "message" -> EventFormat.CANONICAL;
            default -> EventFormat.AUTO;
        };
    }
}

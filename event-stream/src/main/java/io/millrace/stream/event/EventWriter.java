package io.millrace.stream.event;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes an event as its canonical line: the components in their order, absent and empty ones left out. Immutable, for any
 * number of threads.
 */
public final class EventWriter {

    private static final int USUAL_SIZE = 512;
    private static final JsonFactory FACTORY = new JsonFactory();

    /** The line in UTF-8, without a line end. */
    public byte[] write(WindowsEvent event) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(USUAL_SIZE);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            writeComponents(event, json);
            json.writeEndObject();
        }
        return line.toByteArray();
    }

    private static void writeComponents(WindowsEvent event, JsonGenerator json) {
        text(
                json,
                "timestamp",
                event.timestamp() == null ? null : event.timestamp().toString());
        text(json, "level", event.level());
        text(json, "source", event.source());
        text(json, "message", event.message());
        if (event.eventId() != null) {
            json.writeNumberProperty("eventId", event.eventId());
        }
        text(json, "provider", event.provider());
        text(json, "computer", event.computer());
        if (event.recordId() != null) {
            json.writeNumberProperty("recordId", event.recordId());
        }
        text(json, "user", event.user());
        text(json, "keywords", event.keywords());
        text(json, "task", event.task());
        data(json, event.data());
        text(json, "label", event.label());
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            json.writeStringProperty(name, value);
        }
    }

    private static void data(JsonGenerator json, Map<String, String> data) {
        if (data.isEmpty()) {
            return;
        }
        json.writeObjectPropertyStart("data");
        data.forEach(json::writeStringProperty);
        json.writeEndObject();
    }
}

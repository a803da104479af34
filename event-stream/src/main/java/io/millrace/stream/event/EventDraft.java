package io.millrace.stream.event;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event while its line is being read. */
final class EventDraft {

    @Nullable
    Instant timestamp;

    @Nullable
    String level;

    @Nullable
    String source;

    @Nullable
    String message;

    @Nullable
    Integer eventId;

    @Nullable
    String provider;

    @Nullable
    String computer;

    @Nullable
    Long recordId;

    @Nullable
    String user;

    @Nullable
    String keywords;

    @Nullable
    String task;

    @Nullable
    String label;

    Map<String, String> data = Map.of();

    /** The data to add to. */
    Map<String, String> mutableData() {
        if (data.isEmpty()) {
            data = new LinkedHashMap<>();
        }
        return data;
    }

    /** Adds one EventData field; a null value is left out. */
    void data(String name, @Nullable String value) {
        if (value != null) {
            mutableData().put(name, value);
        }
    }

    /** Whether the line had anything by which an event is known. */
    boolean isRecognizable() {
        return timestamp != null || eventId != null || source != null || level != null || message != null;
    }

    WindowsEvent finished() {
        return new WindowsEvent(
                timestamp,
                level,
                source,
                message,
                eventId,
                provider,
                computer,
                recordId,
                user,
                keywords,
                task,
                data.isEmpty() ? Map.of() : Collections.unmodifiableMap(data),
                label);
    }
}

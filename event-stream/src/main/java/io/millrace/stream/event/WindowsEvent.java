package io.millrace.stream.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One record of a Windows event log in canonical form. A component is null where the record has no such field; the order
 * of the components is the order of the canonical JSON line.
 *
 * @param timestamp when the event was created, UTC
 * @param level Critical, Error, Warning, Information, Verbose, or {@code Level N} for a number outside 0 to 5
 * @param source the channel, as written (Security, System, Application, ...)
 * @param message the rendered text
 * @param eventId the event id, e.g. 4624
 * @param provider the publisher, e.g. Microsoft-Windows-Security-Auditing
 * @param computer the host that logged the event
 * @param recordId the record number within the channel of that host
 * @param user the account, {@code DOMAIN\name} where both are known, else a name or a SID
 * @param keywords the 64-bit mask as {@code 0x} and 16 hexadecimal digits, or names joined by {@code ", "} where no mask is known
 * @param task the task category, a number or a name as text
 * @param data the EventData fields in their order, values as text
 * @param label {@code <scenario>#<run>} on injected attack events; no detection may read it
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({
    "timestamp",
    "level",
    "source",
    "message",
    "eventId",
    "provider",
    "computer",
    "recordId",
    "user",
    "keywords",
    "task",
    "data",
    "label"
})
public record WindowsEvent(
        @Nullable Instant timestamp,
        @Nullable String level,
        @Nullable String source,
        @Nullable String message,
        @Nullable Integer eventId,
        @Nullable String provider,
        @Nullable String computer,
        @Nullable Long recordId,
        @Nullable String user,
        @Nullable String keywords,
        @Nullable String task,
        Map<String, String> data,
        @Nullable String label)
        implements EventView {
    @Override
    public WindowsEvent whole() {
        return this;
    }
}

package io.millrace.consumer.event;

import io.millrace.service.problem.ProblemException;
import io.millrace.stream.event.WindowsEvent;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Chooses events. A component that is null chooses all; names are compared without regard to case.
 *
 * @param level e.g. Error
 * @param source the channel, e.g. Security
 * @param eventId e.g. 4624
 * @param computer the host that logged the event
 * @param contains a piece of the message or of a value of the event's data
 */
public record EventFilter(
        @Nullable String level,
        @Nullable String source,
        @Nullable Integer eventId,
        @Nullable String computer,
        @Nullable String contains) {
    private static final Pattern LEVEL =
            Pattern.compile("(?i)Critical|Error|Warning|Information|Verbose|Level \\d{1,10}");

    /** @throws ProblemException if there can be no such level */
    public EventFilter {
        if (level != null && !LEVEL.matcher(level).matches()) {
            throw new ProblemException(
                    HttpStatus.BAD_REQUEST,
                    "bad-value",
                    "'" + level + "' is no level: it is Critical, Error, Warning, Information, Verbose or Level N.");
        }
        contains = contains == null ? null : contains.toLowerCase(Locale.ROOT);
    }

    /** Whether the event is chosen. */
    public boolean matches(WindowsEvent event) {
        return (eventId == null || eventId.equals(event.eventId()))
                && (level == null || level.equalsIgnoreCase(event.level()))
                && (source == null || source.equalsIgnoreCase(event.source()))
                && (computer == null || computer.equalsIgnoreCase(event.computer()))
                && (contains == null || containsText(event, contains));
    }

    private static boolean containsText(WindowsEvent event, String text) {
        String message = event.message();
        if (message != null && message.toLowerCase(Locale.ROOT).contains(text)) {
            return true;
        }
        return event.data().values().stream()
                .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(text));
    }
}

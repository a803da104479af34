package io.millrace.producer.generator;

import java.util.Arrays;
import java.util.Locale;

/** The levels of the Windows event schema, and what NXLog makes of them. */
enum EventLevel {
    CRITICAL(1, "CRITICAL", 5, "CRITICAL"),
    ERROR(2, "ERROR", 4, "ERROR"),
    WARNING(3, "WARNING", 3, "WARNING"),
    INFORMATION(4, "INFO", 2, "INFO"),
    VERBOSE(5, "DEBUG", 1, "VERBOSE");

    private final int number;
    private final String severity;
    private final int severityValue;
    private final String type;

    EventLevel(int number, String severity, int severityValue, String type) {
        this.number = number;
        this.severity = severity;
        this.severityValue = severityValue;
        this.type = type;
    }

    /** @throws IllegalArgumentException for any other text, with the list of choices */
    static EventLevel named(String text) {
        return Arrays.stream(values())
                .filter(level -> level.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "An event's level is one of " + Arrays.toString(values()) + ", not: " + text));
    }

    int number() {
        return number;
    }

    String lowerCase() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** NXLog's Severity. */
    String severity() {
        return severity;
    }

    /** NXLog's SeverityValue, 1 to 5. */
    int severityValue() {
        return severityValue;
    }

    /** NXLog's EventType of what is no audit. */
    String type() {
        return type;
    }
}

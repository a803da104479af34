package io.millrace.consumer.console;

import io.millrace.stream.event.EventWriter;
import io.millrace.stream.event.WindowsEvent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** An event as a line of the console. */
final class EventLine {
    private static final EventWriter WRITER = new EventWriter();
    private static final String ABSENT = "-";

    private EventLine() {}

    /** The canonical JSON. */
    static byte[] json(WindowsEvent event) {
        return WRITER.write(event);
    }

    /** Time, level, source, event id, computer and message, {@code -} for what is absent. */
    static byte[] text(WindowsEvent event) {
        StringBuilder line = new StringBuilder(200);
        append(line, event.timestamp()).append(' ');
        append(line, event.level()).append(' ');
        append(line, event.source()).append(' ');
        append(line, event.eventId()).append(' ');
        append(line, event.computer()).append(' ');
        append(line, event.message());
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Blanks for control characters: no event may break a line or command the terminal. */
    private static StringBuilder append(StringBuilder line, @Nullable Object value) {
        String text = value == null ? ABSENT : value.toString();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) ? ' ' : c);
        }
        return line;
    }
}

package io.millrace.consumer.event;

import io.millrace.stream.event.EventWriter;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Events as they are served: the canonical object, with the sequence as its first member. */
public final class EventJson {
    private static final EventWriter WRITER = new EventWriter();

    private EventJson() {}

    /** Adds an event to a text in UTF-8. */
    public static void append(ReceivedEvent event, ByteArrayOutputStream text) {
        byte[] line = WRITER.write(event.event());
        text.writeBytes(("{\"sequence\":" + event.sequence()).getBytes(StandardCharsets.US_ASCII));
        // The canonical line is an object with at least one member: its brace becomes our comma.
        text.write(',');
        text.write(line, 1, line.length - 1);
    }

    /** Returns events as an array, in UTF-8. */
    public static byte[] array(List<ReceivedEvent> events) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.write('[');
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                text.write(',');
            }
            append(events.get(i), text);
        }
        text.write(']');
        return text.toByteArray();
    }
}

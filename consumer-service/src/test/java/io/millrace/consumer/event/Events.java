package io.millrace.consumer.event;

import io.millrace.stream.event.WindowsEvent;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events for tests. */
public final class Events {
    private Events() {}

    public static ReceivedEvent event(long sequence) {
        return event(sequence, "Information", "event " + sequence);
    }

    public static ReceivedEvent event(long sequence, String level, @Nullable String message) {
        return new ReceivedEvent(
                sequence,
                100,
                new WindowsEvent(
                        Instant.parse("2026-01-01T00:00:00Z").plusSeconds(sequence),
                        level,
                        "Security",
                        message,
                        4624,
                        "Microsoft-Windows-Security-Auditing",
                        "ws-01",
                        sequence,
                        null,
                        null,
                        null,
                        Map.of("TargetUserName", "Alice"),
                        null));
    }
}

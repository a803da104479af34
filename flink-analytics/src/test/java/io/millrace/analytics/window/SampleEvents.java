package io.millrace.analytics.window;

import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.analytics.event.UnreadableLine;
import io.millrace.analytics.settings.WindowSettings;
import io.millrace.stream.event.WindowsEvent;
import io.millrace.stream.result.WindowCount;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lines as the source emits them, with settings of windows of ten seconds that wait for one second. */
final class SampleEvents {
    static final WindowSettings SETTINGS = new WindowSettings("demo", Duration.ofSeconds(10), Duration.ofSeconds(1));

    private SampleEvents() {}

    static ReceivedEvent event(long sequence, long time, int eventId) {
        return new ReceivedEvent("s1", sequence, time, time, record(sequence, time, eventId), null);
    }

    static WindowsEvent record(long sequence, long time, int eventId) {
        return new WindowsEvent(
                Instant.ofEpochMilli(time),
                "Error",
                "Security",
                "message",
                eventId,
                null,
                "host",
                sequence,
                null,
                null,
                null,
                Map.of("LogonType", "3"),
                null);
    }

    static ReceivedEvent unreadable(long sequence, long time, String reason) {
        return new ReceivedEvent("s1", sequence, time, time, null, new UnreadableLine(reason, "rub", 7));
    }

    /** Returns counts as {@code <start in ms>/<dimension>/<key>}, parts of one added up. */
    static Map<String, Long> summed(Stream<WindowCount> counts) {
        return counts.collect(Collectors.toMap(
                count -> count.window().start().toEpochMilli() + "/" + count.dimension() + "/" + count.key(),
                WindowCount::count,
                Long::sum));
    }
}

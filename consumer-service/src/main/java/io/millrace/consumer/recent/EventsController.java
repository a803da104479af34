package io.millrace.consumer.recent;

import io.millrace.consumer.event.EventFilter;
import io.millrace.consumer.event.EventJson;
import io.millrace.consumer.event.MalformedLine;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Serves the events received last. */
@RestController
final class EventsController {
    private final RecentEvents recent;

    EventsController(RecentEvents recent) {
        this.recent = recent;
    }

    /** The newest events that match all filters given, newest first: canonical objects with their {@code sequence}. */
    @GetMapping(path = "/events", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] events(
            @RequestParam(required = false) @Nullable String level,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable Integer eventId,
            @RequestParam(required = false) @Nullable String computer,
            @RequestParam(required = false) @Nullable String contains,
            @RequestParam(defaultValue = "100") @Min(1) @Max(10_000) int limit) {
        return EventJson.array(recent.newest(new EventFilter(level, source, eventId, computer, contains), limit));
    }

    /** The last lines that were no events, newest first. */
    @GetMapping("/events/malformed")
    List<MalformedLine> malformed() {
        return recent.malformedLines();
    }
}

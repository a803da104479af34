package io.millrace.consumer.live;

import io.millrace.consumer.event.EventFilter;
import io.millrace.consumer.event.ReceivedEvent;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/** Serves events as they arrive. */
@RestController
final class LiveController {
    private final Broadcast<ReceivedEvent> events;

    LiveController(Broadcast<ReceivedEvent> events) {
        this.events = events;
    }

    /**
     * The events from now on that match all filters given, as server-sent events: {@code id} is the sequence,
     * {@code data} the canonical object with its {@code sequence}; an event {@code dropped} tells how many were lost since
     * the browser came because it was too slow.
     */
    @GetMapping(path = "/events/stream")
    ResponseEntity<ResponseBodyEmitter> stream(
            @RequestParam(required = false) @Nullable String level,
            @RequestParam(required = false) @Nullable String source,
            @RequestParam(required = false) @Nullable Integer eventId,
            @RequestParam(required = false) @Nullable String computer,
            @RequestParam(required = false) @Nullable String contains) {
        EventFilter filter = new EventFilter(level, source, eventId, computer, contains);
        return events.watch(event -> filter.matches(event.event()));
    }
}

package io.millrace.submitter.api;

import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.Event;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The whole audit. */
@RestController
class EventController {

    private final Book book;

    EventController(Book book) {
        this.book = book;
    }

    @GetMapping("/events")
    @io.swagger.v3.oas.annotations.Operation(
            summary = "What happened to artifacts, clusters and all jobs, deleted ones included, newest first")
    List<Event> events(@RequestParam(defaultValue = "100") @Positive @Max(10_000) int limit) {
        return book.events().events(limit);
    }
}

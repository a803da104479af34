package io.millrace.producer.control;

import io.millrace.producer.journal.JournalEntry;
import io.millrace.producer.journal.JournalException;
import io.millrace.producer.live.LiveStream;
import io.millrace.producer.server.ReaderStatus;
import io.millrace.producer.server.StreamServer;
import io.millrace.service.problem.ProblemException;
import io.millrace.stream.journal.Segment;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The stream, commanded and shown over HTTP. */
@RestController
class GenerationController {
    private final LiveStream stream;
    private final StreamServer server;
    private final JsonMapper json;

    GenerationController(LiveStream stream, StreamServer server, JsonMapper json) {
        this.stream = stream;
        this.server = server;
        this.json = json;
    }

    /** @param eventsPerSecond 0 to 10 000 000 */
    record RateRequest(
            @NotNull @Min(0) @Max(Segment.MAX_EVENTS_PER_SECOND)
            Integer eventsPerSecond) {}

    @Operation(summary = "How the generation stands")
    @GetMapping("/generation")
    Generation generation() {
        return Generation.of(stream);
    }

    @Operation(summary = "Lets the stream run; no change if it does")
    @PostMapping("/generation/start")
    Generation start() {
        stream.start();
        return Generation.of(stream);
    }

    @Operation(summary = "Lets the stream stand still; no change if it does")
    @PostMapping("/generation/stop")
    Generation stop() {
        stream.stop();
        return Generation.of(stream);
    }

    @Operation(summary = "Changes the rate")
    @PutMapping("/generation/rate")
    Generation rate(@Valid @RequestBody RateRequest request) {
        stream.changeRate(request.eventsPerSecond());
        return Generation.of(stream);
    }

    @Operation(summary = "The journal, one entry a line; a producer started on it emits the same bytes")
    @GetMapping(path = "/generation/journal", produces = MediaType.APPLICATION_NDJSON_VALUE)
    String journal() {
        List<JournalEntry> entries = stream.entries();
        return entries.stream().map(json::writeValueAsString).collect(Collectors.joining("\n", "", "\n"));
    }

    @Operation(summary = "The connected readers")
    @GetMapping("/clients")
    List<ReaderStatus> clients() {
        return server.readers();
    }

    @ExceptionHandler
    ProblemException refused(JournalException e) {
        return new ProblemException(
                HttpStatus.SERVICE_UNAVAILABLE,
                "journal-unavailable",
                e.getMessage() + (stream.isBroken() ? "; the stream stands still" : "; the stream goes on as before"));
    }
}

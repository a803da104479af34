package io.millrace.producer.control;

import io.millrace.producer.journal.JournalEntry;
import io.millrace.producer.live.LiveStream;
import io.millrace.producer.server.ReaderStatus;
import io.millrace.producer.server.StreamServer;
import io.millrace.stream.journal.Ramp;
import io.millrace.stream.journal.RateCurve;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The stream, commanded and shown over HTTP. */
@RestController
class GenerationController {
    private final LiveStream stream;
    private final StreamServer server;

    GenerationController(LiveStream stream, StreamServer server) {
        this.stream = stream;
        this.server = server;
    }

    /**
     * @param eventsPerSecond 0 to 10 000 000
     * @param over how long a ramp to that rate takes, up to a day; at once if not given
     */
    record RateRequest(
            @NotNull @Min(0) @Max(RateCurve.MAX_EVENTS_PER_SECOND)
            Integer eventsPerSecond,

            @Nullable Duration over) {
        RateRequest {
            if (over != null) {
                Ramp.requireOver(over);
            }
        }
    }

    @Operation(summary = "How the generation stands")
    @GetMapping("/generation")
    Generation generation() {
        return current();
    }

    @Operation(summary = "Lets the stream run; no change if it does")
    @PostMapping("/generation/start")
    Generation start() {
        stream.start();
        return current();
    }

    @Operation(summary = "Lets the stream stand still; no change if it does")
    @PostMapping("/generation/stop")
    Generation stop() {
        stream.stop();
        return current();
    }

    @Operation(summary = "Changes the rate, at once or over a time")
    @PutMapping("/generation/rate")
    Generation rate(@Valid @RequestBody RateRequest request) {
        Duration over = request.over();
        if (over == null) {
            stream.changeRate(request.eventsPerSecond());
        } else {
            stream.changeRate(request.eventsPerSecond(), over);
        }
        return current();
    }

    @Operation(summary = "Has the rate repeat a pattern: a day's curve, spikes, or points of your own")
    @PutMapping("/generation/pattern")
    Generation pattern(@RequestBody PatternRequest request) {
        stream.changeRate(request.toPattern());
        return current();
    }

    private Generation current() {
        return Generation.of(stream, server.sentEventsPerSecond());
    }

    @Operation(summary = "The journal, one entry a line; a producer started on it emits the same bytes")
    @GetMapping(path = "/generation/journal", produces = MediaType.APPLICATION_NDJSON_VALUE)
    String journal() {
        return stream.entries().stream().map(JournalEntry::toLine).collect(Collectors.joining("\n", "", "\n"));
    }

    @Operation(summary = "The connected readers")
    @GetMapping("/clients")
    List<ReaderStatus> clients() {
        return server.readers();
    }
}

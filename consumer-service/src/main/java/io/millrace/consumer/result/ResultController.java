package io.millrace.consumer.result;

import io.millrace.consumer.live.Broadcast;
import io.millrace.consumer.result.ReceivedResult.View;
import io.millrace.service.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/** Takes the results of the job, and serves them. */
@RestController
final class ResultController {
    static final int MOST_BYTES = 8 << 20;

    private final ResultStore store;
    private final ResultMetrics metrics;
    private final Broadcast<ReceivedResult> live;
    private final InstantSource clock;

    ResultController(ResultStore store, ResultMetrics metrics, Broadcast<ReceivedResult> live, InstantSource clock) {
        this.store = store;
        this.metrics = metrics;
        this.live = live;
        this.clock = clock;
    }

    /** Takes results, one JSON object a line: all of them, or none when a line is no result. */
    @Operation(summary = "Takes results, one JSON object a line; those that are there already change nothing")
    @PostMapping(
            path = "/results",
            consumes = {MediaType.APPLICATION_NDJSON_VALUE, MediaType.APPLICATION_JSON_VALUE})
    Stored take(InputStream body) throws IOException {
        List<ReceivedResult> results;
        try {
            results = ResultLines.parse(read(body), clock.instant());
        } catch (ProblemException refusal) {
            metrics.refused();
            throw refusal;
        }
        Stored stored = store.store(results);
        metrics.received(stored);
        return stored;
    }

    private static byte[] read(InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new ProblemException(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "body-too-large",
                    "The body has more than " + MOST_BYTES + " bytes; send the results in several requests."
                            + " Nothing of this one was kept.");
        }
        return bytes;
    }

    /** The newest results of a kind, such as {@code dead-letter}, newest first. */
    @Operation(summary = "The newest results of one kind, such as dead-letter")
    @GetMapping(path = "/results", produces = MediaType.APPLICATION_JSON_VALUE)
    String results(@RequestParam String kind, @RequestParam(defaultValue = "100") @Min(1) @Max(1_000) int limit) {
        return json(new ResultQuery(null, new ResultFilter(kind, null, null), null, null, limit));
    }

    /** The newest alerts, newest first. */
    @Operation(summary = "The newest alerts, deviations from a baseline included")
    @GetMapping(path = "/results/alerts", produces = MediaType.APPLICATION_JSON_VALUE)
    String alerts(@RequestParam(defaultValue = "100") @Min(1) @Max(1_000) int limit) {
        return json(new ResultQuery(View.ALERT, new ResultFilter(null, null, null), null, null, limit));
    }

    /** The newest results of windows that end after {@code from} and not after {@code to}, newest first. */
    @Operation(summary = "What is told of windows that end after from and not after to, the newest first")
    @GetMapping(path = "/results/windows", produces = MediaType.APPLICATION_JSON_VALUE)
    String windows(
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String dimension,
            @RequestParam(required = false) @Nullable String key,
            @RequestParam(defaultValue = "100") @Min(1) @Max(10_000) int limit) {
        return json(new ResultQuery(View.WINDOW, new ResultFilter(kind, dimension, key), from, to, limit));
    }

    /**
     * The results from now on that match all filters given, as server-sent events: {@code id} is the result's, {@code data}
     * the result; one that comes again is not sent again. An event {@code dropped} tells how many were lost since the browser
     * came because it was too slow.
     */
    @Operation(summary = "The results from now on, as server-sent events")
    @GetMapping(path = "/results/stream")
    ResponseEntity<ResponseBodyEmitter> stream(
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String dimension,
            @RequestParam(required = false) @Nullable String key) {
        return live.watch(new ResultFilter(kind, dimension, key)::matches);
    }

    private String json(ResultQuery query) {
        return "[" + String.join(",", store.newest(query)) + "]";
    }
}

package io.millrace.stream.result;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.Objects;

/**
 * The time that a window covers.
 *
 * @param start the first instant in it
 * @param end the first instant after it
 */
@JsonPropertyOrder({"start", "end"})
public record TimeSpan(Instant start, Instant end) {
    public TimeSpan {
        Objects.requireNonNull(start, "start is missing");
        Objects.requireNonNull(end, "end is missing");
    }

    /** Returns the span from one to another, in milliseconds since the epoch. */
    public static TimeSpan ofMillis(long start, long end) {
        return new TimeSpan(Instant.ofEpochMilli(start), Instant.ofEpochMilli(end));
    }
}

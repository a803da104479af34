package io.millrace.producer.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the journal: from sequence {@code from} on, at stream time {@code at}, the stream goes on as it says.
 *
 * @param kind what happened
 * @param from the first sequence it concerns
 * @param at when it took effect, in stream time
 * @param eventsPerSecond the rate asked for, whether or not the stream runs
 * @param origin on the first entry only: what determines the events
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"kind", "from", "at", "eventsPerSecond", "origin"})
public record JournalEntry(
        Kind kind,
        long from,
        Instant at,
        int eventsPerSecond,
        @Nullable Origin origin) {
    /** What an entry records. */
    public enum Kind {
        /** The stream came to be, standing still. */
        @JsonProperty("created")
        CREATED,
        /** It was told to run. */
        @JsonProperty("started")
        STARTED,
        /** It was told to stand still. */
        @JsonProperty("stopped")
        STOPPED,
        /** It was given another rate. */
        @JsonProperty("rate")
        RATE,
        /** The producer went down in good order: no events until it is back. */
        @JsonProperty("paused")
        PAUSED,
        /** The producer came back after a pause. */
        @JsonProperty("resumed")
        RESUMED
    }

    /**
     * What determines the events of a stream.
     *
     * @param seed of the generator
     * @param source the fingerprint of the source
     */
    public record Origin(long seed, String source) {}
}

package io.millrace.producer.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.millrace.producer.scenario.ScenarioRun;
import io.millrace.stream.journal.ConstantRate;
import io.millrace.stream.journal.RateCurve;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of the journal: from sequence {@code from} on, at stream time {@code at}, the stream goes on as it says.
 *
 * @param kind what happened
 * @param from the first sequence it concerns
 * @param at when it took effect, in stream time
 * @param eventsPerSecond the rate asked for at that time, whether or not the stream runs
 * @param curve how a rate goes on from there; null where it stays as it is
 * @param run of a scenario: what is played from there on
 * @param origin on the first entry only: what determines the events
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"kind", "from", "at", "eventsPerSecond", "curve", "run", "origin"})
public record JournalEntry(
        Kind kind,
        long from,
        Instant at,
        int eventsPerSecond,
        @Nullable RateCurve curve,
        @Nullable ScenarioRun run,
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
        /** It was given another rate, a ramp to one, or a pattern. */
        @JsonProperty("rate")
        RATE,
        /** A scenario began. */
        @JsonProperty("scenario")
        SCENARIO,
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

    public JournalEntry {
        if (curve != null && kind != Kind.RATE) {
            throw new IllegalArgumentException("only a rate has a curve");
        }
        if ((run != null) != (kind == Kind.SCENARIO)) {
            throw new IllegalArgumentException("a scenario, and nothing else, has a run");
        }
    }

    /** An entry that has neither a curve nor a run. */
    public JournalEntry(Kind kind, long from, Instant at, int eventsPerSecond, @Nullable Origin origin) {
        this(kind, from, at, eventsPerSecond, null, null, origin);
    }

    /** The rate asked for from there on. */
    RateCurve rate() {
        return curve == null ? new ConstantRate(eventsPerSecond) : curve;
    }

    /** The entry as it stands in the journal's file, without a line end. */
    public String toLine() {
        return JournalLines.write(this);
    }
}

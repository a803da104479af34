package io.millrace.stream.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** How many events a second there are while time goes on. In JSON its {@code kind} says which curve it is. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({@JsonSubTypes.Type(ConstantRate.class), @JsonSubTypes.Type(Ramp.class), @JsonSubTypes.Type(Pattern.class)
})
public sealed interface RateCurve permits ConstantRate, Ramp, Pattern {
    /** The highest rate there can be. */
    int MAX_EVENTS_PER_SECOND = 10_000_000;

    /**
     * Returns the rate at a time, for people and for a ramp to begin with.
     *
     * @param opened when the curve's segment opened, epoch nanoseconds
     * @param time not before that, epoch nanoseconds
     */
    int rateAt(long opened, long time);

    /** Returns what holds after the stream stood still: of a ramp its end rate, else the same curve. */
    RateCurve settled();

    /** Returns the rate if it is one there can be; the name is for the message. */
    static int requireRate(String name, int eventsPerSecond) {
        if (eventsPerSecond < 0 || eventsPerSecond > MAX_EVENTS_PER_SECOND) {
            throw new IllegalArgumentException(name + " is 0 to " + MAX_EVENTS_PER_SECOND + ", not " + eventsPerSecond);
        }
        return eventsPerSecond;
    }
}

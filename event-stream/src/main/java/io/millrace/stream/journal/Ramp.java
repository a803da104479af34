package io.millrace.stream.journal;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Duration;

/**
 * A rate that goes straight from one value to another and then stays there.
 *
 * @param fromEventsPerSecond the rate at its beginning
 * @param toEventsPerSecond the rate at its end and from there on
 * @param over how long it takes, more than nothing and a day at most
 */
@JsonTypeName("ramp")
@JsonPropertyOrder({"fromEventsPerSecond", "toEventsPerSecond", "over"})
public record Ramp(int fromEventsPerSecond, int toEventsPerSecond, Duration over) implements RateCurve {
    private static final Duration LONGEST = Duration.ofDays(1);

    public Ramp {
        RateCurve.requireRate("fromEventsPerSecond", fromEventsPerSecond);
        RateCurve.requireRate("toEventsPerSecond", toEventsPerSecond);
        requireOver(over);
    }

    /** Returns the duration if a ramp can take so long. */
    public static Duration requireOver(Duration over) {
        if (over.isZero() || over.isNegative() || over.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("over is more than PT0S and " + LONGEST + " at most, not " + over);
        }
        return over;
    }

    Stretch stretch() {
        return new Stretch(over.toNanos(), fromEventsPerSecond, toEventsPerSecond);
    }

    /** Whether the ramp has come to its end. */
    public boolean isOver(long opened, long time) {
        return time - opened >= over.toNanos();
    }

    @Override
    public int rateAt(long opened, long time) {
        return isOver(opened, time) ? toEventsPerSecond : stretch().rateAt(Math.max(0, time - opened));
    }

    @Override
    public RateCurve settled() {
        return new ConstantRate(toEventsPerSecond);
    }
}

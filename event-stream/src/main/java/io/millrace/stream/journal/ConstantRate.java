package io.millrace.stream.journal;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * The same rate for ever.
 *
 * @param eventsPerSecond 0 while the stream stands still
 */
@JsonTypeName("constant")
public record ConstantRate(int eventsPerSecond) implements RateCurve {
    public ConstantRate {
        RateCurve.requireRate("eventsPerSecond", eventsPerSecond);
    }

    @Override
    public int rateAt(long opened, long time) {
        return eventsPerSecond;
    }

    @Override
    public RateCurve settled() {
        return this;
    }
}

package io.millrace.submitter.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * Periodic savepoints, and how many are kept. The newest one, and the one a rollback would go back to, always are; those
 * a user asked for are never counted and never removed.
 *
 * @param every time between two; absent means none
 * @param keep how many are kept at most
 * @param maxAge how old they may become; absent means any age
 * @param deadline how long one may take
 */
public record SavepointPolicy(
        @Nullable @DurationMin(seconds = 1) @DurationMax(days = 365)
        Duration every,

        @Positive int keep,

        @Nullable @DurationMin(seconds = 1) @DurationMax(days = 3650)
        Duration maxAge,

        @DurationMin(seconds = 1) @DurationMax(days = 365) Duration deadline) {

    public static final SavepointPolicy DEFAULT = of(null, null, null, null);

    /** Completes what is given with the defaults. */
    @JsonCreator
    public static SavepointPolicy of(
            @JsonProperty("every") @Nullable Duration every,
            @JsonProperty("keep") @Nullable Integer keep,
            @JsonProperty("maxAge") @Nullable Duration maxAge,
            @JsonProperty("deadline") @Nullable Duration deadline) {
        return new SavepointPolicy(
                every, keep == null ? 5 : keep, maxAge, deadline == null ? Duration.ofMinutes(5) : deadline);
    }
}

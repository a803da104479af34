package io.millrace.submitter.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * When a job is unhealthy, and for how long that is borne.
 *
 * @param restarts restarts by Flink itself, since the job was stable last, that make it unhealthy
 * @param checkpointStall time without a completed checkpoint that makes it unhealthy, if it takes any; and time in which
 *     not all of it runs although it waits for no slot
 * @param giveUpAfter how long it may be unhealthy before it is cancelled and failed
 */
public record HealthPolicy(
        @Positive int restarts,
        @DurationMin(seconds = 1) @DurationMax(days = 365) Duration checkpointStall,
        @DurationMin @DurationMax(days = 365) Duration giveUpAfter) {

    public static final HealthPolicy DEFAULT = of(null, null, null);

    /** Completes what is given with the defaults. */
    @JsonCreator
    public static HealthPolicy of(
            @JsonProperty("restarts") @Nullable Integer restarts,
            @JsonProperty("checkpointStall") @Nullable Duration checkpointStall,
            @JsonProperty("giveUpAfter") @Nullable Duration giveUpAfter) {
        return new HealthPolicy(
                restarts == null ? 3 : restarts,
                checkpointStall == null ? Duration.ofMinutes(10) : checkpointStall,
                giveUpAfter == null ? Duration.ofMinutes(15) : giveUpAfter);
    }
}

package io.millrace.submitter.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

/**
 * How a job passes from one attempt to the next.
 *
 * @param stableAfter how long it has to run without a restart to be stable; it also needs a checkpoint completed in that
 *     time, if it takes any
 * @param deadline how long a new revision has to become stable before the last stable one takes its place
 * @param rollback whether that one takes its place
 * @param stopDeadline how long a stop with savepoint may take
 * @param onStopFailure what to do when it fails or takes longer
 */
public record UpgradePolicy(
        @DurationMin @DurationMax(days = 365) Duration stableAfter,
        @DurationMin(seconds = 1) @DurationMax(days = 365) Duration deadline,
        boolean rollback,
        @DurationMin(seconds = 1) @DurationMax(days = 365) Duration stopDeadline,
        OnStopFailure onStopFailure) {

    public static final UpgradePolicy DEFAULT = of(null, null, null, null, null);

    /** What to do with a job that could not be stopped with a savepoint. */
    public enum OnStopFailure {
        /** Cancel it, and go on from its newest retained checkpoint; like {@link #FAIL} when it has none. */
        FALLBACK_TO_CHECKPOINT,
        /** Let it run and try again. */
        WAIT,
        /** Let it run and give up what was asked. */
        FAIL
    }

    /** Completes what is given with the defaults. */
    @JsonCreator
    public static UpgradePolicy of(
            @JsonProperty("stableAfter") @Nullable Duration stableAfter,
            @JsonProperty("deadline") @Nullable Duration deadline,
            @JsonProperty("rollback") @Nullable Boolean rollback,
            @JsonProperty("stopDeadline") @Nullable Duration stopDeadline,
            @JsonProperty("onStopFailure") @Nullable OnStopFailure onStopFailure) {
        return new UpgradePolicy(
                stableAfter == null ? Duration.ofMinutes(1) : stableAfter,
                deadline == null ? Duration.ofMinutes(10) : deadline,
                rollback == null || rollback,
                stopDeadline == null ? Duration.ofMinutes(5) : stopDeadline,
                onStopFailure == null ? OnStopFailure.FALLBACK_TO_CHECKPOINT : onStopFailure);
    }
}

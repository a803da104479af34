package io.millrace.submitter.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt does, as far as it takes more than one look to tell; all times are of the submitter's clock.
 *
 * @param runningAt when all its vertices ran for the first time
 * @param steadySince since when all its vertices run without a restart
 * @param steadyCheckpoint the newest completed checkpoint at that time; 0 when there was none
 * @param idleSince since when not all its vertices run although it waits for no slot
 * @param width the parallelism of its widest vertex when all of it ran last; 0 when it never did
 * @param stableAt when it was first found stable
 * @param restartedAt when Flink restarted it last, by Flink's clock in epoch milliseconds; 0 when it never did
 * @param restarts by Flink itself, at the newest look
 * @param forgivenRestarts those before it was stable last
 * @param faults its failures since it was stable last, but for those for want of slots
 * @param failedAt when its newest failure was, by Flink's clock in epoch milliseconds; 0 when there was none
 * @param checkpoint the newest completed one; 0 when there is none
 * @param checkpointAt when that was first seen
 * @param unhealthySince since when it is unhealthy
 * @param unhealthy why, in words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Progress(
        @Nullable Instant runningAt,
        @Nullable Instant steadySince,
        long steadyCheckpoint,
        @Nullable Instant idleSince,
        int width,
        @Nullable Instant stableAt,
        long restartedAt,
        long restarts,
        long forgivenRestarts,
        long faults,
        long failedAt,
        long checkpoint,
        @Nullable Instant checkpointAt,
        @Nullable Instant unhealthySince,
        @Nullable String unhealthy) {

    /** Of an attempt nobody has seen yet. */
    public static final Progress NONE = new Progress(null, null, 0, null, 0, null, 0, 0, 0, 0, 0, 0, null, null, null);

    /** Of an attempt that becomes another revision as it runs: that one has yet to prove itself. */
    public Progress revised() {
        return new Progress(
                runningAt,
                null,
                checkpoint,
                null,
                width,
                null,
                restartedAt,
                restarts,
                restarts,
                0,
                failedAt,
                checkpoint,
                checkpointAt,
                null,
                null);
    }

    /** Whether all its vertices ever ran. */
    public boolean ran() {
        return runningAt != null;
    }
}

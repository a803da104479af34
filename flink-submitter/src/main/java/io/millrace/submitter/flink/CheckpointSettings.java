package io.millrace.submitter.flink;

/**
 * How a job takes checkpoints.
 *
 * @param interval milliseconds between two of them
 * @param externalized whether checkpoints may outlive the job at all
 * @param deletedOnCancellation whether they are removed when the job is cancelled; they stay when it fails
 */
public record CheckpointSettings(long interval, boolean externalized, boolean deletedOnCancellation) {

    /** What Flink gives as the interval of a job which takes none ({@code DISABLED_CHECKPOINT_INTERVAL}). */
    private static final long NEVER = Long.MAX_VALUE;

    static CheckpointSettings of(FlinkCalls.CheckpointConfig config) {
        return new CheckpointSettings(
                config.interval(),
                config.externalization().enabled(),
                config.externalization().deletedOnCancellation());
    }

    boolean periodic() {
        return interval != NEVER;
    }
}

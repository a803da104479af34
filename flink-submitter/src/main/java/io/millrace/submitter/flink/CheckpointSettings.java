package io.millrace.submitter.flink;

/**
 * How a job takes checkpoints.
 *
 * @param interval milliseconds between two of them; {@link Long#MAX_VALUE} where it takes none
 * @param externalized whether checkpoints may outlive the job at all
 * @param deletedOnCancellation whether they are removed when the job is cancelled; they stay when it fails
 */
public record CheckpointSettings(long interval, boolean externalized, boolean deletedOnCancellation) {

    /** Of a job which takes none; the interval is Flink's ({@code DISABLED_CHECKPOINT_INTERVAL}). */
    public static final CheckpointSettings NONE = new CheckpointSettings(Long.MAX_VALUE, false, false);

    static CheckpointSettings of(FlinkCalls.CheckpointConfig config) {
        return new CheckpointSettings(
                config.interval(),
                config.externalization().enabled(),
                config.externalization().deletedOnCancellation());
    }

    /** Whether its checkpoints stay when it is cancelled. */
    public boolean retained() {
        return externalized && !deletedOnCancellation;
    }

    /** Whether it takes any by itself. */
    public boolean periodic() {
        return interval != NONE.interval;
    }
}

package io.millrace.submitter.reconcile;

/**
 * Something to know about a job beside its phase.
 *
 * @param type stable, for programs: {@code ClusterUnreachable}, {@code NotObservedYet}, {@code NoSlots},
 *     {@code Restarting}, {@code Stable}, {@code Unhealthy}, {@code Closing}, {@code NoCheckpointYet},
 *     {@code OutputMayRepeat}, {@code RestoredFromReported}, {@code RunsElsewhere}, {@code CheckpointsNotRetained}, {@code RevisionRejected},
 *     {@code LastStepFailed}
 * @param reason for people
 */
public record Condition(String type, String reason) {}

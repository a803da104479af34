package io.millrace.submitter.reconcile;

/**
 * Something to know about a job beside its phase.
 *
 * @param type stable, for programs: {@code ClusterUnreachable}, {@code NotObservedYet}, {@code NoSlots},
 *     {@code Restarting}, {@code NoCheckpointYet}, {@code LastStepFailed}
 * @param reason for people
 */
public record Condition(String type, String reason) {}

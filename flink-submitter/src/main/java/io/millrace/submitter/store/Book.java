package io.millrace.submitter.store;

/** All that is stored. */
public record Book(
        Database database,
        JobStore jobs,
        RevisionStore revisions,
        AttemptStore attempts,
        SnapshotStore snapshots,
        OperationStore operations,
        EventStore events,
        ClusterStore clusters,
        ArtifactStore artifacts) {}

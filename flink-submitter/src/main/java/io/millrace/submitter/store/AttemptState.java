package io.millrace.submitter.store;

/** How far an attempt came: committed, being posted, accepted by Flink, seen there; or how it ended. */
public enum AttemptState {
    /** Its Flink job id is committed; nothing was posted. */
    NEW,
    /** A run was or may have been posted; its answer is not known. */
    POSTING,
    /** Flink accepted it. */
    POSTED,
    /** Flink showed it. */
    OBSERVED,
    /** Its state was kept, by a savepoint or a retained checkpoint. */
    STOPPED,
    CANCELLED,
    FINISHED,
    FAILED,
    /** Flink gave it up, as it had no slots for it. */
    STARVED,
    /** The cluster had it and does not know it any more. */
    LOST;

    /** Whether a job of this attempt's id may be alive in Flink. */
    public boolean live() {
        return this == NEW || this == POSTING || this == POSTED || this == OBSERVED;
    }
}

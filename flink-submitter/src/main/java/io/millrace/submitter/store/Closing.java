package io.millrace.submitter.store;

/** Why the submitter itself cancels a live attempt: committed before Flink is asked, so that it is never taken for a cancel by hand. */
public enum Closing {
    /** No savepoint could be had: what comes next goes on from the newest checkpoint. */
    FALLBACK,
    /** The revision did not become stable: the last stable one takes its place. */
    ROLL_BACK,
    /** Its state cannot be restored: an older one is tried. */
    WALK_BACK,
    /** It was unhealthy for too long. */
    GIVE_UP
}

package io.millrace.submitter.reconcile;

/** The boundaries of the loop, told as they are reached: where a test ends the process to see that nothing is lost. */
@FunctionalInterface
interface FaultPoints {

    /** Goes on at every boundary. */
    FaultPoints NONE = point -> {};

    /**
     * A boundary is reached.
     *
     * @param point its name
     */
    void reached(String point);
}

package io.millrace.producer.generator;

/**
 * How activities share the sequence: {@value #LANES} of them run side by side, each having every {@value #LANES}th event,
 * and they begin at different times. An activity that would have begun before the stream did has number below
 * {@value #LANES}: only its end is seen.
 */
final class Interleaving {
    /** Events of one activity. */
    static final int STEPS = 1 << Interleaving.STEP_BITS;

    /** Activities under way at any time. */
    static final int LANES = 1 << Interleaving.LANE_BITS;

    private static final int STEP_BITS = 4;
    private static final int LANE_BITS = 3;
    private static final int STAGGER = STEPS / LANES;

    private Interleaving() {}

    /** Which of an activity's events a sequence is, from 0. */
    static int step(long sequence) {
        return (int) turn(sequence) & (STEPS - 1);
    }

    /** The activity that a sequence belongs to, counted from 0 over all lanes. */
    static long activity(long sequence) {
        return (((turn(sequence) >> STEP_BITS) + 1) << LANE_BITS) + lane(sequence);
    }

    /** Whether an activity's first event is part of the stream. */
    static boolean isWhole(long activity) {
        return activity >= LANES;
    }

    private static long turn(long sequence) {
        return (sequence >>> LANE_BITS) - STAGGER * lane(sequence);
    }

    private static long lane(long sequence) {
        return sequence & (LANES - 1);
    }
}

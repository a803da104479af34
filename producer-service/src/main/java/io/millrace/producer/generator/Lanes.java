package io.millrace.producer.generator;

/**
 * How episodes share the stream. One fast lane has every second event, another every fourth, and what is left goes to
 * {@value #SLOW} slow ones in turn: some episodes are bursts, others go on side by side for minutes. Together with
 * {@link Gathering} that makes each host's own stream as uneven as real ones, while the stream as a whole is even.
 */
final class Lanes {
    /** All lanes. */
    static final int COUNT = 2 + Lanes.SLOW;

    private static final int SLOW_BITS = 6;
    private static final int SLOW = 1 << SLOW_BITS;

    private Lanes() {}

    static int lane(long index) {
        if ((index & 1) == 0) {
            return 0;
        }
        return (index & 2) == 0 ? 1 : 2 + (int) (index >>> 2 & (SLOW - 1));
    }

    /**
     * Which of its lane's events an event is. Slow lanes do not count from 0, so that their episodes begin at different times;
     * each begins with a whole cell.
     */
    static long position(long index, int lane) {
        return (index >>> shift(lane)) + stagger(lane);
    }

    /** The inverse of {@link #position}; negative where the lane had not begun. */
    static long index(int lane, long position) {
        long turn = position - stagger(lane) << shift(lane);
        return lane < 2 ? turn + lane : turn + ((lane - 2L) << 2) + 3;
    }

    private static int shift(int lane) {
        return lane < 2 ? lane + 1 : 2 + SLOW_BITS;
    }

    private static long stagger(int lane) {
        return lane < 2 ? 0 : (long) (lane - 2) * Episode.CELL_EVENTS % Episode.EVENTS;
    }
}

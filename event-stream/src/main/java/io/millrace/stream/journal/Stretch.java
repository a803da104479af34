package io.millrace.stream.journal;

import java.math.BigInteger;
import java.time.Duration;

/**
 * A part of a curve in which the rate goes straight from one value to another. Exact, and so not for every event: that is
 * what a {@link PieceTable} is for.
 *
 * @param length in nanoseconds
 * @param from events per second at its beginning
 * @param to events per second at its end
 */
record Stretch(long length, int from, int to) {
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long LONGEST_PIECE = Duration.ofMinutes(1).toNanos();
    private static final int FEWEST_PIECES = 64;

    /**
     * Returns into how many pieces of constant rate it is cut: one where it is level, enough to follow a slope elsewhere,
     * and in any case so many that the events of a piece times its nanoseconds fit into a long.
     */
    int pieces() {
        long pieces = from == to ? 1 : Math.max(FEWEST_PIECES, (length + LONGEST_PIECE - 1) / LONGEST_PIECE);
        while (!fits(length / pieces + 1)) {
            pieces *= 2;
        }
        return Math.toIntExact(pieces);
    }

    private boolean fits(long nanos) {
        long rate = Math.max(from, to);
        long events = nanos / NANOS_PER_SECOND * rate + nanos % NANOS_PER_SECOND * rate / NANOS_PER_SECOND + 2;
        return events <= Long.MAX_VALUE / (nanos + 1);
    }

    /** Returns where the piece before the given one ends, nanoseconds from the beginning. */
    long bound(int piece, int pieces) {
        return length / pieces * piece + length % pieces * piece / pieces;
    }

    int rateAt(long elapsed) {
        BigInteger change = BigInteger.valueOf(to - from).multiply(BigInteger.valueOf(elapsed));
        return from + change.divide(BigInteger.valueOf(length)).intValueExact();
    }

    /** Returns the area under all of it: twice the rate times nanoseconds. */
    BigInteger area() {
        return BigInteger.valueOf(from + to).multiply(BigInteger.valueOf(length));
    }

    /** Returns the whole events up to a time within it, given the {@link #area} of what lies before. */
    long eventsBy(long elapsed, BigInteger before) {
        BigInteger time = BigInteger.valueOf(elapsed);
        BigInteger whole = BigInteger.valueOf(length);
        BigInteger level =
                BigInteger.valueOf(2L * from).multiply(time).add(before).multiply(whole);
        BigInteger slope = BigInteger.valueOf(to - from).multiply(time).multiply(time);
        BigInteger unit = BigInteger.valueOf(2 * NANOS_PER_SECOND).multiply(whole);
        return level.add(slope).divide(unit).longValueExact();
    }
}

package io.millrace.analytics.baseline;

/**
 * The exponentially weighted mean and variance of a host's events per window. The first windows count alike, later ones by
 * {@value #WEIGHT} each, so that about the last {@code 1 / WEIGHT} are remembered. Every operation is exactly rounded, so the
 * same counts give the same bits on any machine.
 *
 * @param mean the mean
 * @param variance the variance
 * @param peak the greatest number of events in a window, which fades as the mean does
 * @param windows how many windows went into them
 */
public record Rate(double mean, double variance, double peak, long windows) {
    // Public because Flink serializes public records field by field, and others by Kryo.

    /** How many windows there must be before anything is told by them. */
    static final int ENOUGH_WINDOWS = 16;

    /** How many standard deviations are out of the ordinary. */
    static final int TOLERANCE = 4;

    /** No smaller number of events in a window is a spike, whatever was expected. */
    static final int LEAST_SPIKE = 20;

    /** How many times the greatest recent window a spike exceeds: bursts that a host usually has are none. */
    private static final int BEYOND_PEAK = 2;

    private static final double WEIGHT = 1.0 / 128;

    /** After as many empty windows a mean is below a ten-thousandth of what it was. */
    private static final int MOST_EMPTY = 1280;

    static final Rate NONE = new Rate(0, 0, 0, 0);

    /** Whether there were enough windows to tell by. */
    boolean isEstablished() {
        return windows >= ENOUGH_WINDOWS;
    }

    /**
     * The standard deviation, but at least that of events which come at random: a host that was quite regular for some windows
     * need not stay so.
     */
    double deviation() {
        return StrictMath.sqrt(Math.max(variance, mean));
    }

    /** The number of events that is still in the ordinary. */
    double ceiling() {
        return mean + TOLERANCE * deviation();
    }

    boolean isSpike(long events) {
        return isEstablished() && events >= LEAST_SPIKE && events > ceiling() && events > BEYOND_PEAK * peak;
    }

    /**
     * How many empty windows in a row are out of the ordinary: in {@code k} of them {@code k * mean} events are expected, with a
     * deviation of {@code sqrt(k) * deviation}, and that must be more than {@value #TOLERANCE} deviations above none.
     *
     * @param most the greatest answer wanted
     * @return 1 to {@code most}, or 0 for none of them
     */
    long silenceAfter(long most) {
        if (!isEstablished() || mean == 0) {
            return 0;
        }
        double enough = TOLERANCE * TOLERANCE * Math.max(variance, mean) / (mean * mean);
        return enough < most ? (long) enough + 1 : 0;
    }

    /** Learns a window. */
    Rate plus(long events) {
        double weight = Math.max(WEIGHT, 1.0 / (windows + 1));
        double difference = events - mean;
        double step = weight * difference;
        return new Rate(
                mean + step,
                (1 - weight) * (variance + difference * step),
                Math.max(peak * (1 - WEIGHT), (double) events),
                windows + 1);
    }

    /** Learns empty windows. */
    Rate plusEmpty(long emptyWindows) {
        Rate rate = this;
        for (long i = 0; i < Math.min(emptyWindows, MOST_EMPTY); i++) {
            rate = rate.plus(0);
        }
        return rate;
    }
}

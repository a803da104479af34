package io.millrace.bench.report;

import java.util.Locale;

/**
 * A figure with what it should be.
 *
 * @param name what the figure is
 * @param value the figure
 * @param bound what it should be at least, or at most
 * @param atLeast which of the two
 * @param unit behind both
 */
public record Target(String name, double value, double bound, boolean atLeast, String unit) {
    /** A figure that should be as large as {@code bound} or larger. */
    public static Target atLeast(String name, double value, double bound, String unit) {
        return new Target(name, value, bound, true, unit);
    }

    /** A figure that should be as small as {@code bound} or smaller. */
    public static Target atMost(String name, double value, double bound, String unit) {
        return new Target(name, value, bound, false, unit);
    }

    /** Whether the figure is what it should be. */
    public boolean isMet() {
        return atLeast ? value >= bound : value <= bound;
    }

    /** The target as a line, e.g. {@code events/s of the naive producer   12.30 ×   target >= 10 ×   met}. */
    public String line() {
        return String.format(
                Locale.ROOT,
                "%-48s %10.2f %-4s  target %s %s %-4s  %s",
                name,
                value,
                unit,
                atLeast ? ">=" : "<=",
                bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound),
                unit,
                isMet() ? "met" : "missed");
    }
}

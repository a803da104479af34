package io.millrace.stream.journal;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A rate that repeats itself, on the clock of UTC: periods are counted from a Monday at 00:00, so that a point at
 * {@code PT9H} of a {@code PT24H} period is 09:00 UTC of each day. It keeps to that clock whenever it begins, and while the
 * stream stands still.
 */
@JsonTypeName("pattern")
@JsonPropertyOrder({"period", "steps", "points"})
public final class Pattern implements RateCurve {
    /** The most points a pattern can have. */
    public static final int MAX_POINTS = 100;

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofDays(7);

    /** Monday, 1969-12-29T00:00:00Z. */
    private static final long FIRST_MONDAY = -Duration.ofDays(3).toNanos();

    private final Duration period;
    private final boolean steps;
    private final List<Point> points;
    private final List<Stretch> stretches;
    private final PieceTable table;

    /**
     * One point of the curve.
     *
     * @param at since the beginning of the period
     * @param eventsPerSecond the rate there
     */
    @JsonPropertyOrder({"at", "eventsPerSecond"})
    public record Point(Duration at, int eventsPerSecond) {
        public Point {
            if (at == null) {
                throw new IllegalArgumentException("at is missing");
            }
            RateCurve.requireRate("eventsPerSecond", eventsPerSecond);
        }
    }

    /**
     * @param period after which all begins anew, a second to a week
     * @param steps whether a point's rate holds until the next point; else straight lines join them
     * @param points in the order of time, up to {@value #MAX_POINTS}
     * @throws IllegalArgumentException if that is no pattern, or one without a single event
     */
    public Pattern(Duration period, boolean steps, List<Point> points) {
        this.period = requirePeriod(period);
        this.steps = steps;
        this.points = requireOrder(period, requirePoints(points));
        this.stretches = stretches(period.toNanos(), steps, this.points);
        this.table = PieceTable.of(stretches);
        if (table.events() == 0) {
            throw new IllegalArgumentException(
                    "a pattern has at least one event in its period; to have none, stop the stream");
        }
    }

    @JsonCreator
    static Pattern read(
            @JsonProperty("period") Duration period,
            @JsonProperty("steps") @Nullable Boolean steps,
            @JsonProperty("points") List<Point> points) {
        return new Pattern(
                Objects.requireNonNull(period, "period"),
                Boolean.TRUE.equals(steps),
                Objects.requireNonNull(points, "points"));
    }

    private static Duration requirePeriod(Duration period) {
        if (period.compareTo(SHORTEST) < 0 || period.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("period is " + SHORTEST + " to " + LONGEST + ", not " + period);
        }
        return period;
    }

    private static List<Point> requirePoints(List<Point> points) {
        for (int i = 0; i < points.size(); i++) {
            if (points.get(i) == null) {
                throw new IllegalArgumentException("points[" + i + "] is missing");
            }
        }
        return List.copyOf(points);
    }

    private static List<Point> requireOrder(Duration period, List<Point> points) {
        if (points.isEmpty() || points.size() > MAX_POINTS) {
            throw new IllegalArgumentException("a pattern has 1 to " + MAX_POINTS + " points, not " + points.size());
        }
        for (int i = 0; i < points.size(); i++) {
            Duration at = points.get(i).at();
            if (at.isNegative() || at.compareTo(period) >= 0) {
                throw new IllegalArgumentException(
                        "points[" + i + "].at is PT0S or more and less than the period " + period + ", not " + at);
            }
            if (i > 0 && at.compareTo(points.get(i - 1).at()) <= 0) {
                throw new IllegalArgumentException("points[" + i + "].at is later than that of the point before it, "
                        + points.get(i - 1).at() + ", not " + at);
            }
        }
        return points;
    }

    /** From the first point around to the first point. */
    private static List<Stretch> stretches(long period, boolean steps, List<Point> points) {
        List<Stretch> stretches = new ArrayList<>(points.size());
        for (int i = 0; i < points.size(); i++) {
            boolean last = i == points.size() - 1;
            Point point = points.get(i);
            Point next = points.get(last ? 0 : i + 1);
            long length = next.at().toNanos() - point.at().toNanos() + (last ? period : 0);
            stretches.add(new Stretch(
                    length, point.eventsPerSecond(), steps ? point.eventsPerSecond() : next.eventsPerSecond()));
        }
        return stretches;
    }

    /** After which all begins anew. */
    @JsonProperty
    public Duration period() {
        return period;
    }

    /** Whether a point's rate holds until the next point; else straight lines join them. */
    @JsonProperty
    public boolean steps() {
        return steps;
    }

    /** The points, in the order of time. */
    @JsonProperty
    public List<Point> points() {
        return points;
    }

    /** One period from the first point on. */
    PieceTable table() {
        return table;
    }

    /** How far into the {@link #table} a time is. */
    long phaseAt(long time) {
        long length = period.toNanos();
        long first = Math.floorMod(FIRST_MONDAY + points.get(0).at().toNanos(), length);
        return Math.floorMod(Math.floorMod(time, length) - first, length);
    }

    @Override
    public int rateAt(long opened, long time) {
        long phase = phaseAt(time);
        int i = 0;
        while (phase >= stretches.get(i).length()) {
            phase -= stretches.get(i).length();
            i++;
        }
        return stretches.get(i).rateAt(phase);
    }

    @Override
    public RateCurve settled() {
        return this;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Pattern that
                && period.equals(that.period)
                && steps == that.steps
                && points.equals(that.points);
    }

    @Override
    public int hashCode() {
        return Objects.hash(period, steps, points);
    }

    @Override
    public String toString() {
        return "Pattern[period=" + period + ", steps=" + steps + ", points=" + points + "]";
    }
}

package io.millrace.producer.control;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.millrace.stream.journal.Pattern;
import io.millrace.stream.journal.Pattern.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pattern to repeat, as asked for. Its record refuses what is no pattern. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "pattern")
@JsonSubTypes({
    @JsonSubTypes.Type(PatternRequest.Day.class),
    @JsonSubTypes.Type(PatternRequest.Spikes.class),
    @JsonSubTypes.Type(PatternRequest.Points.class)
})
sealed interface PatternRequest {
    /** Returns what was asked for. */
    Pattern toPattern();

    /**
     * The activity of an office over 24 hours of UTC: quiet until six, busiest at ten, a dip at noon, a second busy time
     * in the afternoon.
     *
     * @param low events per second at night
     * @param peak events per second at the busiest hour
     */
    @JsonTypeName("day")
    record Day(int low, int peak) implements PatternRequest {
        private static final List<Integer> PERCENT_BY_HOUR =
                List.of(3, 1, 0, 0, 1, 4, 12, 35, 72, 95, 100, 94, 78, 85, 96, 93, 82, 60, 38, 25, 18, 13, 9, 5);

        public Day {
            if (low > peak) {
                throw new IllegalArgumentException("low is peak, " + peak + ", at most, not " + low);
            }
            var unused = pattern(low, peak);
        }

        @Override
        public Pattern toPattern() {
            return pattern(low, peak);
        }

        private static Pattern pattern(int low, int peak) {
            List<Point> points = new ArrayList<>();
            for (int hour = 0; hour < PERCENT_BY_HOUR.size(); hour++) {
                long above = (long) (peak - low) * PERCENT_BY_HOUR.get(hour) / 100;
                points.add(new Point(Duration.ofHours(hour), low + (int) above));
            }
            return new Pattern(Duration.ofDays(1), false, points);
        }
    }

    /**
     * A level rate with spikes at regular times.
     *
     * @param base events per second between the spikes
     * @param peak events per second in a spike
     * @param every from the beginning of a spike to that of the next
     * @param lasting how long a spike is
     */
    @JsonTypeName("spikes")
    record Spikes(int base, int peak, Duration every, Duration lasting) implements PatternRequest {
        public Spikes {
            requireGiven("every", every);
            requireGiven("lasting", lasting);
            if (lasting.isZero() || lasting.isNegative() || lasting.compareTo(every) >= 0) {
                throw new IllegalArgumentException(
                        "lasting is more than PT0S and less than every, " + every + ", not " + lasting);
            }
            var unused = pattern(base, peak, every, lasting);
        }

        @Override
        public Pattern toPattern() {
            return pattern(base, peak, every, lasting);
        }

        private static Pattern pattern(int base, int peak, Duration every, Duration lasting) {
            return new Pattern(every, true, List.of(new Point(Duration.ZERO, peak), new Point(lasting, base)));
        }
    }

    /**
     * Points of one's own.
     *
     * @param toPattern what they amount to
     */
    @JsonTypeName("points")
    record Points(Pattern toPattern) implements PatternRequest {
        @JsonCreator
        static Points read(
                @JsonProperty("period") Duration period,
                @JsonProperty("steps") @Nullable Boolean steps,
                @JsonProperty("points") List<Point> points) {
            requireGiven("period", period);
            requireGiven("points", points);
            return new Points(new Pattern(period, Boolean.TRUE.equals(steps), points));
        }
    }

    private static void requireGiven(String name, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
    }
}

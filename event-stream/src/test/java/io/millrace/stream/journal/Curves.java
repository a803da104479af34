package io.millrace.stream.journal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Curves of all kinds and sizes, drawn from a seed. */
final class Curves {
    private Curves() {}

    static Ramp ramp(long seed) {
        RandomGenerator random = new Random(seed);
        return new Ramp(
                rate(random),
                rate(random),
                Duration.ofNanos(spread(random, Duration.ofDays(1).toNanos())));
    }

    static Pattern pattern(long seed) {
        RandomGenerator random = new Random(seed);
        long second = Duration.ofSeconds(1).toNanos();
        long period = second + spread(random, Duration.ofDays(7).toNanos() - second);
        TreeSet<Long> times = new TreeSet<>();
        for (int i = random.nextInt(12); i >= 0; i--) {
            times.add(random.nextLong(period));
        }
        List<Pattern.Point> points = new ArrayList<>();
        for (long time : times) {
            points.add(new Pattern.Point(Duration.ofNanos(time), Math.max(10, rate(random))));
        }
        return new Pattern(Duration.ofNanos(period), random.nextBoolean(), points);
    }

    private static int rate(RandomGenerator random) {
        return random.nextInt(5) == 0 ? 0 : (int) spread(random, RateCurve.MAX_EVENTS_PER_SECOND);
    }

    /** From 1 to a limit, all orders of magnitude. */
    static long spread(RandomGenerator random, long limit) {
        return 1 + random.nextLong(Math.max(1, limit >>> random.nextInt(40)));
    }
}

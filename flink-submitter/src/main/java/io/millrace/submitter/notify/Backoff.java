package io.millrace.submitter.notify;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** How long to wait before the next try: a second, doubled with each, five minutes at most; up to half of it less. */
record Backoff(RandomGenerator random) {

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int DOUBLINGS = 9;

    /** @param tries how many failed before the one that failed now */
    Duration after(int tries) {
        long full = Math.min(LONGEST.toMillis(), SHORTEST.toMillis() << Math.min(tries, DOUBLINGS));
        return Duration.ofMillis(full - random.nextLong(full / 2 + 1));
    }
}

package io.millrace.producer.generator;

import java.util.List;

/**
 * Randomness without a state: the finalizer of SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number
 * generators", 2014) over a counter. Equal input gives equal output on every machine.
 */
final class Mix {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private Mix() {}

    /** The {@code index}th number that follows from {@code seed}. */
    static long derive(long seed, long index) {
        long mixed = seed + GOLDEN_GAMMA * (index + 1);
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** One of the choices, all equally likely. */
    static <T> T pick(List<T> choices, long hash) {
        return choices.get(below(choices.size(), hash));
    }

    /** A number from 0 to {@code bound} - 1, all equally likely but for 2^-32. */
    static int below(int bound, long hash) {
        return (int) (((hash >>> 32) * bound) >>> 32);
    }
}

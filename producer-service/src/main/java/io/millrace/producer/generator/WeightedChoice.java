package io.millrace.producer.generator;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Draws from weighted outcomes in constant time: the alias method (A. J. Walker, "An Efficient Method for Generating Discrete
 * Random Variables with General Distributions", 1977; as M. D. Vose builds the table, 1991).
 */
final class WeightedChoice {
    private static final double ONE = 1L << 31;

    private final int[] thresholds;
    private final int[] aliases;

    /** @param weights of the outcomes 0, 1, ...; none negative, at least one positive */
    WeightedChoice(double... weights) {
        int count = weights.length;
        double total = 0;
        for (double weight : weights) {
            total += weight;
        }
        if (!(total > 0)) {
            throw new IllegalArgumentException("There is nothing to draw from: no outcome has a weight");
        }
        thresholds = new int[count];
        aliases = new int[count];
        double[] scaled = new double[count];
        Deque<Integer> small = new ArrayDeque<>();
        Deque<Integer> large = new ArrayDeque<>();
        for (int outcome = 0; outcome < count; outcome++) {
            scaled[outcome] = weights[outcome] * count / total;
            (scaled[outcome] < 1 ? small : large).add(outcome);
        }
        pair(scaled, small, large);
        small.forEach(this::always);
        large.forEach(this::always);
    }

    private void pair(double[] scaled, Deque<Integer> small, Deque<Integer> large) {
        while (!small.isEmpty() && !large.isEmpty()) {
            int less = small.remove();
            int more = large.remove();
            thresholds[less] = (int) Math.min(Integer.MAX_VALUE, (long) (scaled[less] * ONE));
            aliases[less] = more;
            scaled[more] -= 1 - scaled[less];
            (scaled[more] < 1 ? small : large).add(more);
        }
    }

    private void always(int outcome) {
        thresholds[outcome] = Integer.MAX_VALUE;
        aliases[outcome] = outcome;
    }

    /** The outcome that a hash stands for. */
    int pick(long hash) {
        int outcome = Mix.below(thresholds.length, hash);
        return (int) (hash & Integer.MAX_VALUE) < thresholds[outcome] ? outcome : aliases[outcome];
    }
}

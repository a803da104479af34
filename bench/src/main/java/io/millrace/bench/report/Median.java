package io.millrace.bench.report;

import java.util.List;

/** The middle of repeated measurements, which one disturbed repeat does not move. */
public final class Median {
    private Median() {}

    /**
     * The median; the mean of the two in the middle where there is an even number.
     *
     * @throws IllegalArgumentException of no values
     */
    public static double of(List<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("there is no median of nothing");
        }
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}

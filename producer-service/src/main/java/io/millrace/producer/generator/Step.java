package io.millrace.producer.generator;

import java.util.List;

/** One compiled position of a cell. */
final class Step {
    private static final double ONE = 1L << 31;

    private final Place place;
    private final List<Template> events;
    private final long[] bounds;

    /**
     * @param place where it is logged
     * @param events what it may hold
     * @param probabilities of each of these; what they lack to 1 is the probability that it is filled
     */
    Step(Place place, List<Template> events, double[] probabilities) {
        this.place = place;
        this.events = List.copyOf(events);
        this.bounds = new long[probabilities.length];
        double sum = 0;
        for (int event = 0; event < probabilities.length; event++) {
            sum += probabilities[event];
            bounds[event] = (long) (sum * ONE + 0.5);
        }
    }

    Place place() {
        return place;
    }

    /** Which of its events it holds, or -1 where it is filled. */
    int pick(long hash) {
        long draw = hash & Integer.MAX_VALUE;
        for (int event = 0; event < bounds.length; event++) {
            if (draw < bounds[event]) {
                return event;
            }
        }
        return -1;
    }

    Template event(int number) {
        return events.get(number);
    }
}

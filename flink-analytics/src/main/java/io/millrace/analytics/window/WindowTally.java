package io.millrace.analytics.window;

import io.millrace.stream.event.EventView;
import io.millrace.stream.result.Dimension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts of the events of one window, by every dimension. Allocates for values seen for the first time only. */
final class WindowTally {
    private static final Dimension[] DIMENSIONS = Dimension.values();

    /** In the order of the dimensions. A null key stands for the events that have no value. */
    private final List<Map<@Nullable Object, Tally>> counts = new ArrayList<>();

    /** A number that is counted up in place. */
    private static final class Tally {
        private long events;
    }

    /** Takes the count of one value; the key is its text. */
    @FunctionalInterface
    interface CountReceiver {
        void accept(Dimension dimension, String key, long events);
    }

    WindowTally() {
        for (int i = 0; i < DIMENSIONS.length; i++) {
            counts.add(new HashMap<>());
        }
    }

    /**
     * Counts an event.
     *
     * @return how many values were seen for the first time
     */
    int add(EventView event) {
        int fresh = 0;
        for (int i = 0; i < DIMENSIONS.length; i++) {
            Map<@Nullable Object, Tally> tallies = counts.get(i);
            Object value = DIMENSIONS[i].valueOf(event);
            Tally tally = tallies.get(value);
            if (tally == null) {
                tally = new Tally();
                tallies.put(value, tally);
                fresh++;
            }
            tally.events++;
        }
        return fresh;
    }

    /** How many values were seen, over all dimensions. */
    int keys() {
        return counts.stream().mapToInt(Map::size).sum();
    }

    /** Hands over every count. */
    void forEach(CountReceiver receiver) {
        for (int i = 0; i < DIMENSIONS.length; i++) {
            Dimension dimension = DIMENSIONS[i];
            counts.get(i).forEach((value, tally) -> receiver.accept(dimension, Dimension.key(value), tally.events));
        }
    }
}

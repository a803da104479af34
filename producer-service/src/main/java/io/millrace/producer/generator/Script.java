package io.millrace.producer.generator;

import java.util.List;

/** All that can go on at the hosts of one role, compiled, with how often it does. */
final class Script {
    static final int HOURS = 24;

    private final List<Presence> presences;
    private final WeightedChoice[] byHour;
    private final WeightedChoice cells;
    private final WeightedChoice alone;

    Script(List<Presence> presences, WeightedChoice[] byHour, WeightedChoice cells, WeightedChoice alone) {
        this.presences = List.copyOf(presences);
        this.byHour = byHour.clone();
        this.cells = cells;
        this.alone = alone;
    }

    /** What goes on in an episode that begins in this hour of the day. */
    Presence drawPresence(int hour, long hash) {
        return presences.get(byHour[hour].pick(hash));
    }

    /** Number of a cell in {@link Presence#cells}. */
    int drawCell(long hash) {
        return cells.pick(hash);
    }

    /** Number of an event in {@link Presence#alone}. */
    int drawAlone(long hash) {
        return alone.pick(hash);
    }
}

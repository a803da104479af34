package io.millrace.producer.generator;

/**
 * {@value #EVENTS} events of one lane in a row, all from what goes on at one host, in cells of {@value #CELL_EVENTS}. It is
 * laid out anew when an event of another episode is asked for; what it holds follows from the seed, its lane and number, and
 * the time of its first event. Not thread-safe.
 */
final class Episode {
    /** Events of an episode. */
    static final int EVENTS = 64;

    /** Events of a cell. */
    static final int CELL_EVENTS = 4;

    /** Cells of an episode. */
    static final int CELLS = EVENTS / CELL_EVENTS;

    private static final int HOST = -1;
    private static final int PRESENCE = 1;
    private static final int ACCOUNT = 2;
    private static final int FIRST_CELL = 16;
    private static final int KIND = 1;
    private static final int FIRST_STEP = 16;
    private static final int FIRST_ALONE = 32;
    private static final long NANOSECONDS_PER_HOUR = 3_600_000_000_000L;

    private final World world;
    private final int lane;
    private final long laneHash;
    private final Cell[] cells = new Cell[CELLS];
    private final long[] cellHashes = new long[CELLS];
    private final Template[] events = new Template[EVENTS];
    private final Place[] places = new Place[EVENTS];
    private final boolean[] ofCell = new boolean[EVENTS];
    private long number;
    private long hash;
    private long firstTime;
    private StreamTimes times;
    private Host host;
    private Presence presence;
    private Account account;

    /** @param first when the lane's first episode begins */
    Episode(World world, int lane, StreamTimes first) {
        this.world = world;
        this.lane = lane;
        this.laneHash = Mix.derive(world.seed(), lane);
        times = first;
        hash = Mix.derive(laneHash, 0);
        host = world.drawHost(hash);
        presence = world.script(host).drawPresence(0, hash);
        account = world.company().owner(host);
        layOut(0, first);
    }

    /** Lays out the episode of this number, unless it is there. */
    void enter(long wanted, StreamTimes wantedTimes) {
        if (wanted == number) {
            if (wantedTimes == times) {
                return;
            }
            if (beginning(wanted, wantedTimes) == firstTime) {
                times = wantedTimes;
                return;
            }
        }
        layOut(wanted, wantedTimes);
    }

    private void layOut(long wanted, StreamTimes wantedTimes) {
        long time = beginning(wanted, wantedTimes);
        number = wanted;
        times = wantedTimes;
        firstTime = time;
        hash = Mix.derive(laneHash, wanted);
        host = world.drawHost(Gathering.hostHash(Mix.derive(laneHash, HOST), wanted));
        Script script = world.script(host);
        int hour = (int) Math.floorMod(Math.floorDiv(firstTime, NANOSECONDS_PER_HOUR), (long) Script.HOURS);
        presence = script.drawPresence(hour, Mix.derive(hash, PRESENCE));
        account = presence.accounts().isEmpty()
                ? world.company().owner(host)
                : Mix.pick(presence.accounts(), Mix.derive(hash, ACCOUNT));
        for (int cell = 0; cell < CELLS; cell++) {
            cellHashes[cell] = Mix.derive(hash, FIRST_CELL + cell);
            cells[cell] = drawCell(script, cell);
            layOut(script, cell);
        }
    }

    private long beginning(long episode, StreamTimes wantedTimes) {
        return wantedTimes.timeOf(Math.max(0, index(episode, 0)));
    }

    private Cell drawCell(Script script, int cell) {
        if (cell == 0 && !presence.opening().isFilled()) {
            return presence.opening();
        }
        if (cell == CELLS - 1 && !presence.closing().isFilled()) {
            // a session from before the stream goes on
            return firstIndex() < 0 ? Cell.FILLED : presence.closing();
        }
        return presence.cells().get(script.drawCell(Mix.derive(cellHashes[cell], KIND)));
    }

    private void layOut(Script script, int cell) {
        Cell kind = cells[cell];
        for (int position = 0; position < CELL_EVENTS; position++) {
            int event = cell * CELL_EVENTS + position;
            long draw = Mix.derive(cellHashes[cell], FIRST_STEP + position);
            Step step = kind.isFilled() ? null : kind.steps().get(position);
            int choice = step == null ? -1 : step.pick(draw);
            ofCell[event] = choice >= 0;
            if (step != null && choice >= 0) {
                events[event] = step.event(choice);
                places[event] = step.place();
            } else {
                long other = Mix.derive(cellHashes[cell], FIRST_ALONE + position);
                events[event] = presence.alone().get(script.drawAlone(other));
                places[event] = Place.HERE;
            }
        }
    }

    /** The index in the stream of one of the episode's events. */
    private long index(long episode, int event) {
        return Lanes.index(lane, episode * EVENTS + event);
    }

    /** The index in the stream of the episode's first event. */
    long firstIndex() {
        return index(number, 0);
    }

    /** The index in the stream of the first event of a cell. */
    long cellIndex(int cell) {
        return index(number, cell * CELL_EVENTS);
    }

    long hash() {
        return hash;
    }

    Host host() {
        return host;
    }

    Presence presence() {
        return presence;
    }

    /** Whose events they are, but for those of sessions within a cell. */
    Account account() {
        return account;
    }

    Cell cell(int cell) {
        return cells[cell];
    }

    long cellHash(int cell) {
        return cellHashes[cell];
    }

    Template event(int event) {
        return events[event];
    }

    Place place(int event) {
        return places[event];
    }

    /** Whether an event belongs to its cell, rather than filling it. */
    boolean isOfCell(int event) {
        return ofCell[event];
    }
}

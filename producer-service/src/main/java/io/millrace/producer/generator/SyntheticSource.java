package io.millrace.producer.generator;

/**
 * The events of an invented company, endless, each computed from the seed, its index and the stream's times alone. They come
 * in episodes at one host each, see {@link Lanes}, {@link Gathering} and {@link Episode}. Choices are made in integer
 * arithmetic, from tables that are computed alike on every machine, so every machine makes the same bytes.
 */
public final class SyntheticSource implements EventSource {
    /** To be raised whenever the same seed and catalog give other bytes. */
    private static final int ALGORITHM = 2;

    private final LineFormat format;
    private final String fingerprint;
    private final ThreadLocal<Stage> stages;
    private final ScenarioSource scenarios;

    /** @param settings what the stream is made of */
    public SyntheticSource(SyntheticSettings settings) {
        this(settings, Catalog.load());
    }

    SyntheticSource(SyntheticSettings settings, Catalog catalog) {
        World world = new World(catalog, settings);
        format = settings.format();
        fingerprint = String.join(
                "-",
                "synthetic",
                Integer.toString(ALGORITHM),
                catalog.hash(),
                settings.profile(),
                Long.toHexString(settings.seed()),
                format.text());
        scenarios = new Scenarios(catalog, world.company(), settings);
        stages = ThreadLocal.withInitial(() -> new Stage(world));
    }

    /** What a thread needs to make events without an allocation. */
    private static final class Stage {
        private final Episode[] episodes = new Episode[Lanes.COUNT];
        private final Scene scene;

        Stage(World world) {
            for (int lane = 0; lane < Lanes.COUNT; lane++) {
                episodes[lane] = new Episode(world, lane, index -> 0);
            }
            scene = new Scene(world.company());
        }

        void encode(long index, long sequence, StreamTimes times, LineBuffer out) {
            int lane = Lanes.lane(index);
            long position = Lanes.position(index, lane);
            Episode episode = episodes[lane];
            episode.enter(position / Episode.EVENTS, times);
            scene.enter(sequence, times.timeOf(index));
            scene.turnTo(episode, (int) (position % Episode.EVENTS)).appendLine(scene, out);
        }
    }

    @Override
    public String fingerprint() {
        return fingerprint;
    }

    @Override
    public void encode(long index, long sequence, StreamTimes times, LineBuffer out) {
        if (index < 0) {
            throw new IndexOutOfBoundsException("Events are counted from 0: there is no event " + index);
        }
        stages.get().encode(index, sequence, times, out);
    }

    @Override
    public ScenarioSource scenarios() {
        return scenarios;
    }

    @Override
    public String format() {
        return format.text();
    }

    @Override
    public long size() {
        return Long.MAX_VALUE;
    }

    @Override
    public boolean isReplay() {
        return false;
    }

    @Override
    public String description() {
        return "synthetic";
    }
}

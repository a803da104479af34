package io.millrace.producer.generator;

/**
 * The events of an invented company, endless, each computed from the seed and its sequence alone. They come in activities
 * (a logon, what runs in it, the logoff) that share their host, account and logon session; see {@link Interleaving} for
 * how activities take turns. Integer arithmetic only, so every machine makes the same bytes.
 */
public final class SyntheticSource implements EventSource {
    /** To be raised whenever the same seed and catalog give other bytes. */
    private static final int ALGORITHM = 1;

    private final long seed;
    private final LineFormat format;
    private final String fingerprint;
    private final ActivityTable activities;
    private final ThreadLocal<Scene> scenes;

    /**
     * The events of a seed in a format.
     *
     * @param seed streams with different seeds have nothing in common but their shape
     * @param format of the lines; the events are the same in each
     */
    public SyntheticSource(long seed, LineFormat format) {
        this(seed, format, Catalog.load());
    }

    SyntheticSource(long seed, LineFormat format, Catalog catalog) {
        Company company = new Company(catalog.company());
        this.seed = seed;
        this.format = format;
        this.fingerprint = String.join(
                "-", "synthetic", Integer.toString(ALGORITHM), catalog.hash(), Long.toHexString(seed), format.text());
        this.activities = ActivityTable.compile(catalog, company, format);
        this.scenes = ThreadLocal.withInitial(() -> new Scene(company, activities.opening()));
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
        long number = Interleaving.activity(index);
        long hash = Mix.derive(seed, number);
        Scene scene = scenes.get();
        scene.enter(activities.pick(number, hash), number, hash);
        scene.turnTo(Interleaving.step(index), sequence, times.timeOf(index)).append(scene, out);
    }

    @Override
    public ScenarioSource scenarios() {
        return ScenarioSource.NONE;
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

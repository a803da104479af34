package io.millrace.producer.live;

import io.millrace.producer.generator.EventSource;
import io.millrace.producer.journal.Journal;
import io.millrace.producer.journal.JournalEntry;
import io.millrace.producer.journal.JournalEntry.Kind;
import io.millrace.producer.journal.JournalException;
import io.millrace.producer.journal.JournalState;
import io.millrace.producer.scenario.PlacedRun;
import io.millrace.producer.scenario.ScenarioException;
import io.millrace.producer.scenario.ScenarioRequest;
import io.millrace.producer.scenario.ScenarioRun;
import io.millrace.stream.journal.ConstantRate;
import io.millrace.stream.journal.EpochNanos;
import io.millrace.stream.journal.Ramp;
import io.millrace.stream.journal.RateCurve;
import io.millrace.stream.journal.Segment;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stream as it goes on. It publishes the head, and takes commands: each one freezes the head, is synced to the journal,
 * and only then changes the stream. So nothing that was sent can change.
 */
public final class LiveStream {
    /** How far ahead of the stream's time the synced bound lies. */
    private static final long BOUND_AHEAD_NANOS = Duration.ofSeconds(2).toNanos();

    private final Journal journal;
    private final EventSource source;
    private final StreamClock clock;
    private final RunPlanner planner;
    private final HeadMeter meter = new HeadMeter();
    private final Object commitLock = new Object();
    private volatile JournalState state;
    private volatile Moment moment;

    /** The stream of a journal as it was left; {@link #begin} lets it go on. */
    public LiveStream(Journal journal, EventSource source, StreamClock clock) {
        this.journal = journal;
        this.source = source;
        this.clock = clock;
        this.planner = new RunPlanner(source);
        this.state = journal.state();
        this.moment = momentAt(0, journal.bound());
    }

    /**
     * Goes on with the stream; a new one starts if the settings say so.
     *
     * @throws JournalException if the journal cannot be written
     */
    public void begin(GeneratorSettings settings) {
        synchronized (commitLock) {
            try {
                extendBound();
            } catch (IOException e) {
                throw new JournalException("cannot write the journal's bound: " + e.getMessage(), e);
            }
            boolean fresh = journal.entries().size() == 1;
            if (state.paused()) {
                commit(Kind.RESUMED);
            }
            Integer rate = settings.eventsPerSecond();
            if (rate != null) {
                changeRate(rate);
            }
            if (fresh && settings.autoStart()) {
                start();
            }
            tick();
        }
    }

    /** What was published last. */
    public Moment moment() {
        return moment;
    }

    /** What the journal amounts to. */
    public JournalState state() {
        return state;
    }

    /** The source of the events. */
    public EventSource source() {
        return source;
    }

    /** The journal's entries, oldest first. */
    public List<JournalEntry> entries() {
        synchronized (commitLock) {
            return journal.entries();
        }
    }

    /** Whether a failed write left the journal in doubt, so that the stream stands still until a restart. */
    public boolean isBroken() {
        synchronized (commitLock) {
            return journal.isBroken();
        }
    }

    /** Whether the source has no further events. */
    public boolean isFinished() {
        return moment.head() >= source.size();
    }

    /** Returns the events per second that were really published over the last seconds. */
    public double achievedEventsPerSecond() {
        synchronized (commitLock) {
            return meter.eventsPerSecond(clock.now(), moment.head());
        }
    }

    /** Publishes how far the stream has come, at most up to the synced bound. */
    public void tick() {
        synchronized (commitLock) {
            long now = clock.now();
            if (!journal.isBroken()) {
                Moment before = moment;
                long time = Math.max(before.time(), Math.min(now, journal.bound()));
                moment = momentAt(before.head(), time);
            }
            meter.note(now, moment.head());
        }
    }

    private Moment momentAt(long atLeast, long time) {
        Segment current = state.timeline().current();
        long head = Math.min(source.size(), Math.max(atLeast, current.headAt(time)));
        return Moment.of(state, head, time);
    }

    /** Lets the stream run; no change if it does. */
    public JournalState start() {
        synchronized (commitLock) {
            if (!state.running()) {
                commit(Kind.STARTED);
            }
            return state;
        }
    }

    /** Lets the stream stand still; no change if it does. */
    public JournalState stop() {
        synchronized (commitLock) {
            if (state.running()) {
                commit(Kind.STOPPED);
            }
            return state;
        }
    }

    /** Changes the rate, at once or for when the stream runs again. */
    public JournalState changeRate(int eventsPerSecond) {
        return changeRate(new ConstantRate(eventsPerSecond));
    }

    /**
     * Changes the rate step by step, from the one that holds now. A ramp does not outlast a stop or a pause: the stream
     * then goes on at the ramp's end rate, and while it stands still that is all a ramp does.
     */
    public JournalState changeRate(int eventsPerSecond, Duration over) {
        synchronized (commitLock) {
            tick();
            int now = moment.eventsPerSecond();
            boolean level = !state.isOpen() || now == eventsPerSecond;
            return changeRate(level ? new ConstantRate(eventsPerSecond) : new Ramp(now, eventsPerSecond, over));
        }
    }

    /** Has the rate follow a curve from now on, or from when the stream runs again. */
    public JournalState changeRate(RateCurve curve) {
        synchronized (commitLock) {
            if (!state.rate().equals(curve)) {
                commit(Kind.RATE, curve, null);
            }
            return state;
        }
    }

    /**
     * Plays a scenario into the stream from now on.
     *
     * @throws ScenarioException if it cannot be played as asked for, or not now
     */
    public PlacedRun startScenario(ScenarioRequest request) throws ScenarioException {
        synchronized (commitLock) {
            tick();
            commit(Kind.SCENARIO, state.rate(), planner.plan(request, moment));
            return state.runs().all().get(state.runs().all().size() - 1);
        }
    }

    /** Records that the producer goes down in good order. The stream stands still until it is opened again. */
    public void pause() {
        synchronized (commitLock) {
            if (!state.paused()) {
                commit(Kind.PAUSED);
            }
        }
    }

    private void commit(Kind kind) {
        commit(kind, state.rate().settled(), null);
    }

    private void commit(Kind kind, RateCurve rate, @Nullable ScenarioRun run) {
        synchronized (commitLock) {
            tick();
            Moment frozen = moment;
            int asked =
                    run == null ? rate.rateAt(frozen.time(), frozen.time()) : state.eventsPerSecondAt(frozen.time());
            RateCurve curve = kind != Kind.RATE || rate instanceof ConstantRate ? null : rate;
            Instant at = EpochNanos.toInstant(frozen.time());
            journal.commit(new JournalEntry(kind, frozen.head(), at, asked, curve, run, null));
            state = journal.state();
            moment = Moment.of(state, frozen.head(), frozen.time());
        }
    }

    /** Syncs a later bound; without it the head comes to a stand at the old one. */
    public void extendBound() throws IOException {
        journal.moveBound(clock.now() + BOUND_AHEAD_NANOS);
    }

    /** Gives up the time ahead after a {@link #pause}, so that the next start need not wait for it. */
    public void shrinkBound() throws IOException {
        synchronized (commitLock) {
            if (state.paused()) {
                journal.moveBound(moment.time());
            }
        }
    }
}

package io.millrace.producer.server;

import io.millrace.producer.live.LiveStream;
import io.millrace.producer.live.Moment;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The readers of one event loop. Touched on that loop only, {@link #headMoved} and {@link #stop} apart. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failed writes
final class ReaderGroup {
    /** How often the readers are looked at for heartbeats; an idle one gets one each time. */
    private static final long LOOK_MILLIS = 200;

    /** How often a shard's reader that has nothing to read is told so: a job's watermark is that of its slowest shard. */
    private static final long PART_MILLIS = 50;

    /** More of them are told at the looks only, for the same reason. */
    private static final int MANY_PARTS = 250;

    /** A busy reader gets a heartbeat each so many looks: once a second. */
    private static final int BUSY_LOOKS = 5;

    /** So many idle readers of the whole stream are told once a second too: telling all at each look would keep a core busy. */
    private static final int MANY_READERS = 1_000;

    /** The longest time from pass to pass over the readers, unless one takes longer. */
    private static final long PERIOD_NANOS = Duration.ofMillis(120).toNanos();

    /** However long a pass takes, the loop rests for this part of it. */
    private static final int LEAST_REST = 8;

    private final EventLoop loop;
    private final LiveStream stream;
    private final Set<Reader> all;
    private final HeadLines lines;
    private final Heartbeats heartbeats = new Heartbeats();
    private final OnceAMinute failures = new OnceAMinute();
    private final Duration goneAfter;
    private final List<Reader> readers = new ArrayList<>();
    private final Set<Reader> newcomers = new HashSet<>();
    private final AtomicBoolean passDue = new AtomicBoolean();
    private final Runnable pass = this::pass;
    private long restUntil = System.nanoTime();
    private int looks;
    private volatile boolean stopping;

    /**
     * @param all the readers of every loop, kept up to date
     * @param goneAfter see {@link Reader#closeIfGone}
     */
    ReaderGroup(EventLoop loop, LiveStream stream, Set<Reader> all, HeadLines lines, Duration goneAfter) {
        this.loop = loop;
        this.stream = stream;
        this.all = all;
        this.lines = lines;
        this.goneAfter = goneAfter;
        loop.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        loop.scheduleWithFixedDelay(this::tellParts, PART_MILLIS, PART_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** The events its readers share. */
    HeadLines lines() {
        return lines;
    }

    /** Whether one more failure is worth a line in the log. */
    OnceAMinute failures() {
        return failures;
    }

    /** The heartbeats its readers share. */
    Heartbeats heartbeats() {
        return heartbeats;
    }

    /** Takes note of a connection that is no reader yet. */
    void expect(Reader newcomer) {
        if (stopping) {
            newcomer.close();
        } else {
            newcomers.add(newcomer);
        }
    }

    /** Has a reader get its events from now on; one that is there already has become a subscriber. */
    void add(Reader reader) {
        newcomers.remove(reader);
        if (stopping) {
            reader.finish();
            return;
        }
        if (!has(reader)) {
            reader.moveTo(readers.size());
            readers.add(reader);
            all.add(reader);
        }
        reader.attempt(this::begin);
    }

    private void begin(Reader reader) {
        Moment moment = stream.moment();
        reader.pump(moment);
        reader.heartbeat(moment);
    }

    void remove(Reader reader) {
        newcomers.remove(reader);
        reader.leave();
        if (!has(reader)) {
            return;
        }
        Reader last = readers.remove(readers.size() - 1);
        if (last != reader) {
            readers.set(reader.place(), last);
            last.moveTo(reader.place());
        }
        reader.moveTo(-1);
        all.remove(reader);
    }

    boolean has(Reader reader) {
        return reader.place() >= 0;
    }

    /** Has the readers look for new events; callable from any thread. */
    void headMoved() {
        if (passDue.compareAndSet(false, true)) {
            loop.execute(pass);
        }
    }

    /**
     * A pass over thousands of readers takes long. After it the loop rests as long, as far as the period allows, so that time is
     * left for whoever needs it, and the next pass has more to send at once. Each reader gets what there is when its turn
     * comes: so what it waits for is a period, and not that and the pass in which others were served before it.
     */
    private void pass() {
        long started = System.nanoTime();
        if (started - restUntil < 0) {
            loop.schedule(pass, restUntil - started, TimeUnit.NANOSECONDS);
            return;
        }
        passDue.set(false);
        each(reader -> reader.pump(stream.moment()));
        long ended = System.nanoTime();
        long took = ended - started;
        // always a rest: without one the loop would get to nothing else
        restUntil = Math.max(ended + took / LEAST_REST, Math.min(ended + took, started + PERIOD_NANOS));
    }

    /** Lets nobody begin to read from now on; callable from any thread. */
    void refuseNewcomers() {
        stopping = true;
    }

    /** Closes whoever is no reader yet, and has the readers finish their lines and close; callable from any thread. */
    void stop() {
        loop.execute(() -> {
            List.copyOf(newcomers).forEach(Reader::close);
            each(Reader::stop);
        });
    }

    private void look() {
        looks++;
        Moment moment = stream.moment();
        boolean few = readers.size() <= MANY_READERS;
        boolean manyParts = hasManyParts();
        each(reader -> {
            // Each look tells a part of the readers, so that not all of them are told at once.
            boolean due = (looks + reader.place()) % BUSY_LOOKS == 0;
            boolean idle = reader.isIdle();
            if (reader.isHeartbeatDue() || (idle && (reader.isPart() ? manyParts : few))) {
                reader.heartbeat(moment);
            } else if (due) {
                reader.expectHeartbeat();
            }
            reader.closeIfGone(goneAfter);
        });
    }

    private void tellParts() {
        if (hasManyParts()) {
            return;
        }
        Moment moment = stream.moment();
        each(reader -> {
            if (reader.isPart() && !reader.isBehind(moment)) {
                reader.heartbeat(moment);
            }
        });
    }

    private boolean hasManyParts() {
        int parts = 0;
        for (Reader reader : readers) {
            parts += reader.isPart() ? 1 : 0;
        }
        return parts > MANY_PARTS;
    }

    /** From the last one to the first, since one that goes is replaced by the last one. */
    private void each(Consumer<Reader> action) {
        for (int i = readers.size() - 1; i >= 0; i--) {
            if (i >= readers.size()) {
                continue;
            }
            readers.get(i).attempt(action);
        }
    }
}

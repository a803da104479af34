package io.millrace.producer.server;

import io.netty.channel.EventLoop;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** The readers of one event loop. Touched on that loop only, {@link #headMoved} apart. */
@SuppressWarnings("FutureReturnValueIgnored") // Netty tells the pipeline of failed writes
final class ReaderGroup {
    /** How often a reader is looked at for a heartbeat; an idle one gets it each time. */
    private static final long IDLE_HEARTBEAT_MILLIS = 200;

    /** A busy reader gets a heartbeat each so many looks: once a second. */
    private static final int BUSY_LOOKS = 5;

    private final EventLoop loop;
    private final Set<Reader> all;
    private final Set<Reader> readers = new LinkedHashSet<>();
    private final AtomicBoolean turnScheduled = new AtomicBoolean();
    private int looks;

    /** @param all the readers of every loop, kept up to date */
    ReaderGroup(EventLoop loop, Set<Reader> all) {
        this.loop = loop;
        this.all = all;
        loop.scheduleAtFixedRate(this::heartbeats, IDLE_HEARTBEAT_MILLIS, IDLE_HEARTBEAT_MILLIS, TimeUnit.MILLISECONDS);
    }

    void add(Reader reader) {
        readers.add(reader);
        all.add(reader);
        reader.pump();
    }

    void remove(Reader reader) {
        readers.remove(reader);
        all.remove(reader);
    }

    boolean has(Reader reader) {
        return readers.contains(reader);
    }

    /** Has the readers look for new events; callable from any thread. */
    void headMoved() {
        if (turnScheduled.compareAndSet(false, true)) {
            loop.execute(() -> {
                turnScheduled.set(false);
                each(Reader::pump);
            });
        }
    }

    /** Has the readers finish their lines and close; callable from any thread. */
    void stop() {
        loop.execute(() -> each(Reader::stop));
    }

    private void heartbeats() {
        boolean due = ++looks % BUSY_LOOKS == 0;
        each(reader -> reader.heartbeat(due));
    }

    /** One reader's failure is its own. */
    private void each(Consumer<Reader> action) {
        for (Reader reader : List.copyOf(readers)) {
            try {
                action.accept(reader);
            } catch (RuntimeException e) {
                reader.fail(e);
            }
        }
    }
}

package io.millrace.submitter.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A thread that works on the store for as long as it should run. It is told to end and never interrupted: an interrupt in the
 * middle of a write would close a file of H2 under everybody.
 */
public final class StoreThread {

    private final String name;
    private final Runnable work;
    private volatile boolean running;
    private @Nullable Thread thread;

    /** @param work goes on while {@link #running} */
    public StoreThread(String name, Runnable work) {
        this.name = name;
        this.work = work;
    }

    /** Whether it should run. */
    public boolean running() {
        return running;
    }

    /** Starts it, unless it runs. */
    public synchronized void start() {
        if (running) {
            return;
        }
        running = true;
        Thread started = new Thread(work, name);
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    /**
     * Lets it end, and waits for that; says whether it did.
     *
     * @param wake ends what it waits for
     */
    public synchronized boolean stop(Runnable wake, Duration patience) {
        running = false;
        Thread stopping = thread;
        thread = null;
        if (stopping == null) {
            return true;
        }
        wake.run();
        try {
            stopping.join(patience.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return !stopping.isAlive();
    }
}

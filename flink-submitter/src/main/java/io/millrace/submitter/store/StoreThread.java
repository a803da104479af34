package io.millrace.submitter.store;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A thread that takes one step on the store after the other. It is told to end and never interrupted: an interrupt in the
 * middle of a write would close a file of H2 under everybody.
 */
public final class StoreThread {

    /** What it does again and again. */
    @FunctionalInterface
    public interface Step {

        /** Takes one; says whether there is another one to take at once. */
        boolean take() throws InterruptedException;
    }

    private final String name;
    private final Step step;
    private final Duration pause;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean running;
    private @Nullable Thread thread;

    /** @param pause from a step to the next, unless that is to be taken at once */
    public StoreThread(String name, Step step, Duration pause) {
        this.name = name;
        this.step = step;
        this.pause = pause;
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
        Thread started = new Thread(this::run, name);
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    /** Has it take its next step now. */
    public void wake() {
        wakeUps.release();
    }

    /** Lets it take no further step. */
    public void end() {
        running = false;
        wake();
    }

    /** Lets it end, and waits for that; says whether it did. */
    public synchronized boolean stop(Duration patience) {
        end();
        Thread stopping = thread;
        thread = null;
        if (stopping == null) {
            return true;
        }
        try {
            stopping.join(patience.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return !stopping.isAlive();
    }

    private void run() {
        try {
            while (running) {
                if (!step.take()) {
                    wakeUps.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
                }
                wakeUps.drainPermits();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

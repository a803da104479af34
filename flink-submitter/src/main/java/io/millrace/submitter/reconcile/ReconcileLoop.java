package io.millrace.submitter.reconcile;

import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.Lease;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Brings what runs to what is wanted, one step per job and tick, as long as this submitter holds the lease.
 *
 * <p>It stops before everything else of the application, so that nothing that happens on the way down (an embedded
 * cluster that cancels its jobs) is ever taken for somebody's wish.
 */
public final class ReconcileLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ReconcileLoop.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final Lease lease;
    private final Reconciler reconciler;
    private final ApplicationEventPublisher events;
    private final Clock clock;
    private final Duration tick;
    private final Semaphore wakeUps = new Semaphore(0);

    private volatile Instant tickedAt;
    private volatile boolean running;
    private @Nullable Thread thread;

    ReconcileLoop(Lease lease, Reconciler reconciler, ApplicationEventPublisher events, Clock clock, Duration tick) {
        this.lease = lease;
        this.reconciler = reconciler;
        this.events = events;
        this.clock = clock;
        this.tick = tick;
        this.tickedAt = clock.instant();
    }

    /** Looks at once instead of at the next tick: something was declared or commanded. */
    public void wake() {
        wakeUps.release();
    }

    /** When the newest tick that went well ended. */
    public Instant tickedAt() {
        return tickedAt;
    }

    /** When the newest look at the cluster was taken. */
    public Instant lookedAt() {
        return reconciler.sweep().at();
    }

    /** The cluster as the newest look saw it. */
    public ClusterStatus cluster() {
        return reconciler.sweep().cluster();
    }

    /** The job as the newest look saw it. */
    public JobStatus status(Job job) {
        return reconciler.sweep().status(job, clock.instant());
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        running = true;
        hold();
        Thread started = new Thread(this::run, "submitter-reconcile-loop");
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    @Override
    public synchronized void stop() {
        running = false;
        Thread stopping = thread;
        thread = null;
        if (stopping == null) {
            return;
        }
        // Not interrupted: an interrupt in the middle of a write would close the job store under everybody.
        wake();
        try {
            stopping.join(STOP_TIMEOUT.toMillis());
            if (!reconciler.stop(STOP_TIMEOUT) || stopping.isAlive()) {
                log.warn("A step is still waiting for an answer of Flink; no further one is taken");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try {
                boolean more = tick();
                if (!more) {
                    wakeUps.tryAcquire(tick.toMillis(), TimeUnit.MILLISECONDS);
                }
                wakeUps.drainPermits();
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    private boolean hold() {
        boolean held = lease.held();
        boolean holds = lease.hold();
        if (holds && !held) {
            reconciler.begin();
            events.publishEvent(new LeaseTaken());
        } else if (held && !holds) {
            reconciler.standBy();
        }
        return holds;
    }

    /** One tick; says whether it changed something, so that the next one has more to do at once. */
    private boolean tick() {
        try {
            if (!hold()) {
                return false;
            }
            boolean changed = reconciler.reconcile(() -> running, this::wake);
            tickedAt = clock.instant();
            return changed;
        } catch (RuntimeException failure) {
            if (running) {
                // A database that is down for a minute must not end the loop: it looks again at the next tick.
                log.error("A tick failed; the next one tries again: {}", failure.toString());
                log.debug("It failed so", failure);
            }
            return false;
        }
    }
}

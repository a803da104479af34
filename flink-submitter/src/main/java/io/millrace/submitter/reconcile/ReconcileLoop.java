package io.millrace.submitter.reconcile;

import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.Lease;
import io.millrace.submitter.store.StoreThread;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
    private final StoreThread thread;

    private volatile Instant tickedAt;

    ReconcileLoop(Lease lease, Reconciler reconciler, ApplicationEventPublisher events, Clock clock, Duration tick) {
        this.lease = lease;
        this.reconciler = reconciler;
        this.events = events;
        this.clock = clock;
        this.thread = new StoreThread("submitter-reconcile-loop", this::tick, tick);
        this.tickedAt = clock.instant();
    }

    /** Looks at once instead of at the next tick: something was declared or commanded. */
    public void wake() {
        thread.wake();
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
        if (!thread.running()) {
            hold();
            thread.start();
        }
    }

    @Override
    public synchronized void stop() {
        boolean ended = thread.stop(STOP_TIMEOUT);
        try {
            if (!reconciler.stop(STOP_TIMEOUT) || !ended) {
                log.warn("A step is still waiting for an answer of Flink; no further one is taken");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread.running();
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
            boolean changed = reconciler.reconcile(thread::running, this::wake);
            tickedAt = clock.instant();
            return changed;
        } catch (RuntimeException failure) {
            if (thread.running()) {
                // A database that is down for a minute must not end the loop: it looks again at the next tick.
                log.error("A tick failed; the next one tries again: {}", failure.toString());
                log.debug("It failed so", failure);
            }
            return false;
        }
    }
}

package io.millrace.submitter.reconcile;

import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.Job;
import io.millrace.submitter.store.JobStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Brings what runs to what is wanted, one step per job and tick.
 *
 * <p>It stops before everything else of the application, so that nothing that happens on the way down (an embedded
 * cluster that cancels its jobs) is ever taken for somebody's wish.
 */
public final class ReconcileLoop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ReconcileLoop.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    private final JobStore store;
    private final Observer observer;
    private final Actor actor;
    private final Clock clock;
    private final Duration tick;
    private final Semaphore wakeUps = new Semaphore(0);

    private volatile Sweep sweep;
    private volatile boolean running;
    private @Nullable Thread thread;

    ReconcileLoop(JobStore store, Observer observer, Actor actor, Clock clock, Duration tick) {
        this.store = store;
        this.observer = observer;
        this.actor = actor;
        this.clock = clock;
        this.tick = tick;
        this.sweep = Sweep.none(clock.instant());
    }

    /** Looks at once instead of at the next tick: something was declared or commanded. */
    public void wake() {
        wakeUps.release();
    }

    /** When the newest look was taken. */
    public Instant lookedAt() {
        return sweep.at();
    }

    /** The cluster as the newest look saw it. */
    public ClusterStatus cluster() {
        return sweep.cluster();
    }

    /** The job as the newest look saw it. */
    public JobStatus status(Job job) {
        return JobStatus.of(
                job, sweep.cluster(), sweep.sightings().get(job.attempt().flinkJobId()), clock.instant());
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        running = true;
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
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (stopping.isAlive()) {
            log.warn("The loop is still waiting for an answer of Flink; it takes no further step");
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try {
                lookAndAct();
                wakeUps.tryAcquire(tick.toMillis(), TimeUnit.MILLISECONDS);
                wakeUps.drainPermits();
            } catch (InterruptedException interrupted) {
                return;
            }
        }
    }

    private void lookAndAct() {
        try {
            List<Job> jobs =
                    store.jobs().stream().filter(job -> job.attempt().live()).toList();
            List<Attempt> attempts = jobs.stream().map(Job::attempt).toList();
            Sweep seen = observer.observe(attempts, store.endedFlinkJobIds());
            sweep = seen;
            for (Job job : jobs) {
                reconcile(job, seen);
            }
            for (String stray : seen.strays()) {
                if (running) {
                    actor.cancelStray(stray);
                }
            }
        } catch (RuntimeException failure) {
            if (running) {
                // A database that is down for a minute must not end the loop: it looks again at the next tick.
                log.error("A tick failed; the next one tries again", failure);
            }
        }
    }

    private void reconcile(Job job, Sweep seen) {
        Observed observed = seen.observed().get(job.attempt().flinkJobId());
        if (observed == null || !running) {
            return;
        }
        keepCheckpoint(job.attempt(), seen.sightings().get(job.attempt().flinkJobId()));
        Action action = Decision.decide(job.desired(), job.attempt(), observed);
        if (action instanceof Action.Post) {
            observer.forgetAbsences(job.attempt());
        }
        actor.act(job, action);
    }

    private void keepCheckpoint(Attempt attempt, @Nullable Sighting sighting) {
        String reported = sighting == null || sighting.figures().checkpoint() == null
                ? null
                : sighting.figures().checkpoint().path();
        if (reported != null && !reported.equals(attempt.checkpoint())) {
            store.checkpoint(attempt, reported);
        }
    }
}

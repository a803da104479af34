package io.millrace.submitter.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does steps that take their time beside the loop: one a job at a time, so that one that hangs holds up no other job. One
 * that failed is not done again at once: after a second, and with each failure after twice the time, a minute at most.
 */
final class Workers {

    private static final Logger log = LoggerFactory.getLogger(Workers.class);
    private static final int THREADS = 4;
    private static final int LONGEST_PAUSE = 60;
    private static final int DOUBLINGS = 6;

    private final Clock clock;
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final Map<String, Failure> failures = new ConcurrentHashMap<>();
    private final ExecutorService threads;
    private volatile boolean stopping;

    Workers(Clock clock) {
        this.clock = clock;
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newFixedThreadPool(THREADS, step -> {
            Thread thread = new Thread(step, "submitter-actor-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The jobs at which somebody is. */
    Set<String> busy() {
        return Set.copyOf(busy);
    }

    /** How often a kind of step failed in a row, and until when it is not tried again. */
    private record Failure(Class<?> kind, int times, Instant until) {}

    /** Forgets jobs that are not there any more. */
    void retain(Set<String> jobs) {
        failures.keySet().retainAll(jobs);
    }

    /** Whether such a step of the job failed so lately that it has to wait. */
    boolean pauses(String jobId, Action.OfFlink action) {
        Failure last = failures.get(jobId);
        return last != null
                && last.kind() == action.getClass()
                && clock.instant().isBefore(last.until());
    }

    /**
     * Does it for that job, at which nobody may be.
     *
     * @param step says whether it succeeded
     * @param done called when it did
     */
    void run(String jobId, Action.OfFlink action, BooleanSupplier step, Runnable done) {
        busy.add(jobId);
        threads.execute(() -> {
            boolean succeeded = false;
            try {
                succeeded = !stopping && step.getAsBoolean();
            } catch (RuntimeException failure) {
                log.warn("A step for the job {} failed; the next look decides anew: {}", jobId, failure.toString());
            } finally {
                note(jobId, action, succeeded);
                busy.remove(jobId);
            }
            if (succeeded) {
                done.run();
            }
        });
    }

    private void note(String jobId, Action.OfFlink action, boolean succeeded) {
        if (succeeded) {
            failures.remove(jobId);
            return;
        }
        failures.compute(jobId, (id, last) -> {
            int times = last != null && last.kind() == action.getClass() ? last.times() : 0;
            long seconds = Math.min(LONGEST_PAUSE, 1L << Math.min(times, DOUBLINGS));
            return new Failure(action.getClass(), times + 1, clock.instant().plusSeconds(seconds));
        });
    }

    /** Takes no further step, and waits so long for those under way; says whether they ended. */
    boolean stop(Duration patience) throws InterruptedException {
        stopping = true;
        threads.shutdown();
        return threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}

package io.millrace.submitter.reconcile;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does steps that take their time beside the loop: one a job at a time, so that one that hangs holds up no other job. */
final class Workers {

    private static final Logger log = LoggerFactory.getLogger(Workers.class);
    private static final int THREADS = 4;

    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads;
    private volatile boolean stopping;

    Workers() {
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

    /**
     * Does it for that job, at which nobody may be.
     *
     * @param done called when it is done, however it ended
     */
    void run(String jobId, Runnable step, Runnable done) {
        busy.add(jobId);
        threads.execute(() -> {
            try {
                if (!stopping) {
                    step.run();
                }
            } catch (RuntimeException failure) {
                log.warn("A step for the job {} failed; the next look decides anew: {}", jobId, failure.toString());
            } finally {
                busy.remove(jobId);
                done.run();
            }
        });
    }

    /** Takes no further step, and waits so long for those under way; says whether they ended. */
    boolean stop(Duration patience) throws InterruptedException {
        stopping = true;
        threads.shutdown();
        return threads.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}

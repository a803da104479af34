package io.millrace.submitter.api;

import io.millrace.submitter.reconcile.LeaseTaken;
import io.millrace.submitter.store.Lease;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

/** Declares the bundled job when this submitter acts; tries again until that is done, and says why it could not, once. */
final class StartDeclaration implements ApplicationListener<PayloadApplicationEvent<LeaseTaken>>, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StartDeclaration.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Lease lease;
    private final Runnable declaration;
    private final Duration pause;

    private @Nullable ScheduledExecutorService thread;
    private @Nullable Future<?> tries;
    private String reason = "";

    /** @param pause time between two tries */
    StartDeclaration(Lease lease, Runnable declaration, Duration pause) {
        this.lease = lease;
        this.declaration = declaration;
        this.pause = pause;
    }

    @Override
    public synchronized void onApplicationEvent(PayloadApplicationEvent<LeaseTaken> taken) {
        if (thread != null) {
            return;
        }
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread made = new Thread(work, "submitter-start-declaration");
            made.setDaemon(true);
            return made;
        });
        thread = started;
        tries = started.scheduleWithFixedDelay(() -> declare(started), 0, pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Not interrupted: an interrupt in the middle of a write would close the job store under everybody. */
    @Override
    public synchronized void close() {
        ScheduledExecutorService stopping = thread;
        if (stopping == null) {
            return;
        }
        stopping.shutdown();
        try {
            if (!stopping.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn("The bundled job is still being declared");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it is not done yet. */
    synchronized boolean trying() {
        return tries == null || !tries.isDone();
    }

    private void declare(ScheduledExecutorService self) {
        if (!lease.held()) {
            return;
        }
        try {
            declaration.run();
            self.shutdown();
        } catch (RuntimeException failure) {
            String why = String.valueOf(failure.getMessage());
            if (!why.equals(reason)) {
                log.warn("The bundled job cannot be declared; trying again: {}", why);
                reason = why;
            }
        }
    }
}

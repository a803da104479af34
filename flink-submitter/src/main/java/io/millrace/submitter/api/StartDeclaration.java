package io.millrace.submitter.api;

import io.millrace.submitter.reconcile.LeaseTaken;
import io.millrace.submitter.store.Lease;
import io.millrace.submitter.store.StoreThread;
import java.time.Duration;
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
    private final StoreThread thread;

    private boolean begun;
    private String reason = "";

    /** @param pause time between two tries */
    StartDeclaration(Lease lease, Runnable declaration, Duration pause) {
        this.lease = lease;
        this.declaration = declaration;
        this.thread = new StoreThread("submitter-start-declaration", this::declare, pause);
    }

    @Override
    public synchronized void onApplicationEvent(PayloadApplicationEvent<LeaseTaken> taken) {
        if (!begun) {
            begun = true;
            thread.start();
        }
    }

    @Override
    public synchronized void close() {
        begun = true;
        if (!thread.stop(CLOSE_TIMEOUT)) {
            log.warn("The bundled job is still being declared");
        }
    }

    private boolean declare() {
        if (lease.held()) {
            try {
                declaration.run();
                thread.end();
            } catch (RuntimeException failure) {
                tell(String.valueOf(failure.getMessage()));
            }
        }
        return false;
    }

    private void tell(String why) {
        if (!why.equals(reason)) {
            log.warn("The bundled job cannot be declared; trying again: {}", why);
            reason = why;
        }
    }
}

package io.millrace.submitter.reconcile;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Ends a submitter at the n-th boundary that its loop reaches: neither the loop nor a step goes on behind one. */
public final class Crash implements FaultPoints, ApplicationContextInitializer<ConfigurableApplicationContext> {

    private final AtomicInteger left;

    /** @param boundary from 1 on */
    public Crash(int boundary) {
        this.left = new AtomicInteger(boundary);
    }

    /** Whether it has ended. */
    public boolean happened() {
        return left.get() <= 0;
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getBeanFactory().registerSingleton("faultPoints", this);
    }

    @Override
    public void reached(String point) {
        if (left.decrementAndGet() <= 0) {
            throw new Dead();
        }
    }

    /** No exception that the loop would outlive. */
    private static final class Dead extends Error {

        private static final long serialVersionUID = 1L;

        Dead() {
            super("the submitter is dead", null, false, false);
        }
    }
}

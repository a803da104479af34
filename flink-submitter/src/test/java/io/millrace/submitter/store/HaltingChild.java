package io.millrace.submitter.store;

import java.time.Clock;

/** A JVM which takes the lease, declares a job and is gone the moment after, as with kill -9. */
final class HaltingChild {

    static final int HALTED = 42;

    private HaltingChild() {}

    public static void main(String[] arguments) {
        TestStore store = TestStore.open(arguments[0], Clock.systemUTC());
        if (store.lease().hold()) {
            store.book().jobs().declare(new NewJob("survivor", OnBothDatabases.SPEC, null));
            Runtime.getRuntime().halt(HALTED);
        }
    }
}

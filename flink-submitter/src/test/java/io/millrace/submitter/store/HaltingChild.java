package io.millrace.submitter.store;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Random;

/** A JVM which declares a job and is gone the moment after, as with kill -9. */
final class HaltingChild {

    static final int HALTED = 42;

    private HaltingChild() {}

    public static void main(String[] arguments) {
        JobStore store = StoreConfiguration.store(
                StoreConfiguration.pool(Path.of(arguments[0])), Clock.systemUTC(), new Ids(new Random(1)));
        store.declare(new NewJob("survivor", JobStoreTests.SPEC, null));
        Runtime.getRuntime().halt(HALTED);
    }
}

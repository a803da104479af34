package io.millrace.consumer.result;

import io.millrace.consumer.settings.ResultSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A JVM which stores a result and is gone the moment after, as with kill -9. */
final class HaltingChild {
    static final int HALTED = 42;

    private HaltingChild() {}

    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        ResultStore store = ResultConfiguration.store(
                ResultConfiguration.database(folder),
                new ResultSettings(folder, Duration.ofMinutes(10), 50),
                () -> ResultStoreTests.START,
                result -> {});
        store.store(List.of(ResultStoreTests.total("survivor", 1, 1)));
        Runtime.getRuntime().halt(HALTED);
    }
}

package io.millrace.submitter.store;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of the store that run on each database it can be kept in; each test has a fresh one, and acts. */
@ParameterizedClass
@EnumSource
abstract class OnBothDatabases {

    static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");
    static final String JAR = "0123456789abcdef".repeat(4);
    static final JobSpec SPEC = new JobSpec(
            JAR,
            "a.Main",
            List.of("--rate", "5"),
            2,
            null,
            Map.of("state.backend.type", "rocksdb"),
            UpgradePolicy.DEFAULT,
            HealthPolicy.DEFAULT,
            SavepointPolicy.of(Duration.ofHours(1), 3, null, null));

    @Parameter
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    TestStore.Kind kind;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    final TestClock clock = new TestClock(NOW);

    @SuppressWarnings("NullAway.Init")
    String url;

    @SuppressWarnings("NullAway.Init")
    TestStore store;

    @SuppressWarnings("NullAway.Init")
    Book book;

    @BeforeEach
    void open() {
        url = kind.fresh(folder);
        store = TestStore.open(url, clock);
        book = store.book();
        if (!store.lease().hold()) {
            throw new IllegalStateException(store.lease().reason());
        }
    }

    @AfterEach
    void close() {
        // Not there where the test was skipped.
        if (store != null) {
            store.close();
        }
    }

    Job declare(String name) {
        String id = book.jobs().declare(new NewJob(name, SPEC, null)).orElseThrow();
        return job(id);
    }

    Job job(String id) {
        return book.jobs().job(id).orElseThrow();
    }
}

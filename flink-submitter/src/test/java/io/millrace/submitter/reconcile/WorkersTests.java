package io.millrace.submitter.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.submitter.store.TestClock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkersTests {

    private static final String JOB = "job";
    private static final Action.OfFlink POST = new Action.Post();

    private final TestClock clock = new TestClock(Given.START);
    private final Workers workers = new Workers(clock);
    private final AtomicInteger done = new AtomicInteger();

    @AfterEach
    void stop() throws InterruptedException {
        workers.stop(Duration.ofSeconds(5));
    }

    @Test
    void repeatsAStepThatFailedLaterAndLater() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            take(false);
            clock.forward(Duration.ofSeconds(seconds).minusMillis(1));
            assertThat(workers.pauses(JOB, POST)).isTrue();
            clock.forward(Duration.ofMillis(1));
            assertThat(workers.pauses(JOB, POST)).isFalse();
        }
        assertThat(done).hasValue(0);
    }

    @Test
    void letsAnotherStepGoAheadAndForgetsWhatWasDoneAtLast() {
        take(false);
        assertThat(workers.pauses(JOB, new Action.RequestCancel())).isFalse();
        assertThat(workers.pauses("another job", POST)).isFalse();

        take(true);

        assertThat(done).hasValue(1);
        assertThat(workers.pauses(JOB, POST)).isFalse();
        take(false);
        workers.retain(Set.of());
        assertThat(workers.pauses(JOB, POST)).isFalse();
    }

    private void take(boolean succeeds) {
        int before = done.get();
        workers.run(JOB, POST, () -> succeeds, done::incrementAndGet);
        await().until(() -> workers.busy().isEmpty() && (!succeeds || done.get() > before));
    }
}

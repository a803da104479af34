package io.millrace.submitter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreThreadTests {

    private static final Duration LONG = Duration.ofMinutes(10);

    private final AtomicInteger steps = new AtomicInteger();
    private StoreThread thread = new StoreThread("none", () -> false, LONG);

    @AfterEach
    void stop() {
        assertThat(thread.stop(LONG)).isTrue();
    }

    /** Starts one that counts its steps; says of each, the first is 1, whether there is another one to take at once. */
    private void start(Duration pause, IntPredicate more) {
        thread = new StoreThread("steps", () -> more.test(steps.incrementAndGet()), pause);
        thread.start();
        thread.start();
    }

    private void awaitSteps(int count) {
        await().until(() -> steps.get() == count);
    }

    @Test
    void takesTheNextStepAtOnceWhileThereIsMoreAndElseWhenItIsWoken() {
        start(LONG, step -> step < 3);
        awaitSteps(3);

        thread.wake();

        awaitSteps(4);
        assertThat(thread.running()).isTrue();
    }

    @Test
    void takesAStepAfterEachPause() {
        start(Duration.ofMillis(1), step -> false);

        await().until(() -> steps.get() > 3);
    }

    @Test
    void takesNoFurtherStepOnceOneEndedIt() {
        start(LONG, step -> {
            if (step == 2) {
                thread.end();
            }
            return true;
        });

        await().until(() -> !thread.running());
        assertThat(thread.stop(LONG)).isTrue();
        assertThat(steps).hasValue(2);
    }

    @Test
    void waitsForAStepUnderWayAndDoesNotInterruptIt() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch leave = new CountDownLatch(1);
        thread = new StoreThread(
                "steps",
                () -> {
                    entered.countDown();
                    leave.await();
                    steps.incrementAndGet();
                    return true;
                },
                LONG);
        thread.start();
        entered.await();

        boolean ended = thread.stop(Duration.ofMillis(1));
        leave.countDown();

        assertThat(ended).isFalse();
        awaitSteps(1);
    }

    @Test
    void startsAgainAfterItWasStopped() {
        start(LONG, step -> false);
        awaitSteps(1);
        assertThat(thread.stop(LONG)).isTrue();

        thread.start();

        await().until(() -> steps.get() > 1);
    }
}

package io.millrace.submitter.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.submitter.flink.FakeFlink;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.JobSpec;
import io.millrace.submitter.store.NewJob;
import io.millrace.submitter.store.TestClock;
import io.millrace.submitter.store.TestStore;
import io.millrace.submitter.store.UpgradePolicy;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeftJarsTests {

    private static final String OTHERS = "9f86-d081_" + LeftJars.nameOf("0".repeat(32));

    private final TestClock clock = new TestClock(Given.START);
    private final TestStore store = TestStore.inMemory(clock);

    @SuppressWarnings("NullAway.Init") // set before each test
    private String ours;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeFlink flink;

    @SuppressWarnings("NullAway.Init")
    private LeftJars leftJars;

    @BeforeEach
    void start() throws IOException {
        flink = new FakeFlink();
        Book book = store.book();
        leftJars = new LeftJars(flink.client(), book.attempts(), clock);
        JobSpec spec = new SimulatedWorld(
                        false, SimulatedJob.WithoutSlots.WAITS, true, UpgradePolicy.OnStopFailure.FAIL, false, false)
                .spec(SimulatedJob.Program.GOOD, null);
        book.jobs().declare(new NewJob("a", spec, null));
        ours = "9f86-d082_"
                + LeftJars.nameOf(
                        book.jobs().jobNamed("a").orElseThrow().attempt().flinkJobId());
        flink.with("/jars", 200, """
                {"address":"http://localhost","files":[{"id":"%s"},{"id":"%s"},{"id":"9f86-d081_somebody-elses.jar"}]}
                """.formatted(OTHERS, ours));
        flink.with("/jars/" + ours, 200, "{}");
    }

    @AfterEach
    void stop() {
        flink.close();
        store.close();
    }

    @Test
    void removesOursOnlyAndAsksForThemOnlyWhenOneMayHaveStayed() {
        leftJars.remove();
        assertThat(flink.requests()).isEmpty();

        leftJars.begin();
        leftJars.remove();
        leftJars.remove();

        assertThat(flink.requests()).containsExactly("GET /jars", "DELETE /jars/" + ours);
    }

    @Test
    void triesAgainAfterAMinuteWhatWasNotRemoved() {
        flink.with("/jars/" + ours, 500, "{\"errors\":[\"busy\"]}");
        leftJars.delete(ours);
        leftJars.remove();
        flink.with("/jars/" + ours, 200, "{}");
        int before = flink.requests().size();

        clock.forward(Duration.ofSeconds(59));
        leftJars.remove();
        assertThat(flink.requests()).hasSize(before);
        clock.forward(Duration.ofSeconds(1));
        leftJars.remove();
        leftJars.remove();

        assertThat(flink.requests().subList(before, flink.requests().size()))
                .containsExactly("GET /jars", "DELETE /jars/" + ours);
    }

    @Test
    void asksAgainAfterAMinuteWhenItGotNoAnswer() {
        flink.with("/jars", 200, "no answer of Flink");
        leftJars.begin();
        leftJars.remove();
        flink.with("/jars", 200, "{\"files\":[{\"id\":\"%s\"}]}".formatted(ours));

        clock.forward(Duration.ofMinutes(1));
        leftJars.remove();

        assertThat(flink.requests()).containsExactly("GET /jars", "GET /jars", "DELETE /jars/" + ours);
    }
}

package io.millrace.submitter.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.submitter.flink.FakeFlink;
import io.millrace.submitter.store.TestClock;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LeftJarsTests {

    private static final String OURS = "9f86-d081_" + LeftJars.nameOf("0".repeat(32));

    private final TestClock clock = new TestClock(Given.START);

    @SuppressWarnings("NullAway.Init") // set before each test
    private FakeFlink flink;

    @SuppressWarnings("NullAway.Init")
    private LeftJars leftJars;

    @BeforeEach
    void start() throws IOException {
        flink = new FakeFlink();
        leftJars = new LeftJars(flink.client(), clock);
        flink.with("/jars", 200, """
                {"address":"http://localhost","files":[{"id":"%s"},{"id":"9f86-d081_somebody-elses.jar"}]}
                """.formatted(OURS));
        flink.with("/jars/" + OURS, 200, "{}");
    }

    @AfterEach
    void stop() {
        flink.close();
    }

    @Test
    void asksForTheJarsOnlyWhenOneMayHaveStayed() {
        leftJars.remove();
        assertThat(flink.requests()).isEmpty();

        leftJars.begin();
        leftJars.remove();
        leftJars.remove();

        assertThat(flink.requests()).containsExactly("GET /jars", "DELETE /jars/" + OURS);
    }

    @Test
    void triesAgainAfterAMinuteWhatWasNotRemoved() {
        flink.with("/jars/" + OURS, 500, "{\"errors\":[\"busy\"]}");
        leftJars.delete(OURS);
        leftJars.remove();
        flink.with("/jars/" + OURS, 200, "{}");
        int before = flink.requests().size();

        clock.forward(Duration.ofSeconds(59));
        leftJars.remove();
        assertThat(flink.requests()).hasSize(before);
        clock.forward(Duration.ofSeconds(1));
        leftJars.remove();
        leftJars.remove();

        assertThat(flink.requests().subList(before, flink.requests().size()))
                .containsExactly("GET /jars", "DELETE /jars/" + OURS);
    }
}

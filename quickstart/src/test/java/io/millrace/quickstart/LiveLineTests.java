package io.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.quickstart.Figures.JobFigures;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LiveLineTests {

    private static final Duration TWO_SECONDS = Duration.ofSeconds(2);

    @Test
    void showsEachRatePerSecondAndTheCheckpoints() {
        Figures before = figures(1_000, 500, new JobFigures("RUNNING", 3, 3, 100, 4));
        Figures now = figures(11_000, 8_500, new JobFigures("RUNNING", 3, 3, 2_100, 5));
        assertThat(LiveLine.of(before, now, TWO_SECONDS))
                .isEqualTo("produced 5,000/s | consumer 4,000/s | Flink 1,000/s | job RUNNING, 5 checkpoints");
    }

    @Test
    void showsHowManyTasksOfAStartingJobRun() {
        Figures now = figures(10, 10, new JobFigures("RUNNING", 1, 3, 0, 0));
        assertThat(LiveLine.of(Figures.NONE, now, TWO_SECONDS))
                .isEqualTo("produced -/s | consumer -/s | Flink -/s | job RUNNING 1/3, 0 checkpoints");
    }

    @Test
    void showsNoRateForACounterThatStartedAnew() {
        Figures before = figures(10, 10, new JobFigures("FAILING", 0, 3, 500, 2));
        Figures now = figures(10, 0, new JobFigures("RUNNING", 3, 3, 20, 0));
        assertThat(LiveLine.of(before, now, TWO_SECONDS))
                .isEqualTo("produced 0/s | consumer -/s | Flink -/s | job RUNNING, 0 checkpoints");
    }

    @Test
    void saysThatThereIsNoJob() {
        assertThat(LiveLine.of(figures(0, 0, null), figures(4, 2, null), TWO_SECONDS))
                .isEqualTo("produced 2/s | consumer 1/s | Flink -/s | no job");
    }

    private static Figures figures(long produced, long received, @Nullable JobFigures job) {
        return new Figures(OptionalLong.of(produced), OptionalLong.of(received), job);
    }
}

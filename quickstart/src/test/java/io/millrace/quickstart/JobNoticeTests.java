package io.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.quickstart.Figures.JobFigures;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JobNoticeTests {

    private static final JobFigures STARTING = new JobFigures("RUNNING", 2, 3, 0, 0);
    private static final JobFigures RUNS = new JobFigures("RUNNING", 3, 3, 0, 0);

    private final JobNotice notice = new JobNotice("look there");

    @Test
    void saysOnceWhenAllTasksRun() {
        assertThat(notice.about(null, Duration.ofSeconds(5))).isEmpty();
        assertThat(notice.about(STARTING, Duration.ofSeconds(6))).isEmpty();
        assertThat(notice.about(RUNS, Duration.ofMillis(7_250)))
                .hasValue("The job is RUNNING with all 3 tasks, 7.3 s after the start.");
        assertThat(notice.about(RUNS, Duration.ofSeconds(8))).isEmpty();
        assertThat(notice.about(null, Duration.ofSeconds(90))).isEmpty();
    }

    @Test
    void saysOnceThatTheJobIsLateAndStillThatItCameAfterAll() {
        assertThat(notice.about(null, Duration.ofSeconds(60))).isEmpty();
        assertThat(notice.about(STARTING, Duration.ofSeconds(61))).hasValue("No job is RUNNING after 60 s; look there");
        assertThat(notice.about(null, Duration.ofSeconds(62))).isEmpty();
        assertThat(notice.about(RUNS, Duration.ofSeconds(63)))
                .hasValue("The job is RUNNING with all 3 tasks, 63.0 s after the start.");
    }
}

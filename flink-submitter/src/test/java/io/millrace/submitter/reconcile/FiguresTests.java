package io.millrace.submitter.reconcile;

import static io.millrace.submitter.reconcile.Given.START;
import static io.millrace.submitter.reconcile.Given.completed;
import static io.millrace.submitter.reconcile.Given.figures;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.submitter.flink.CheckpointReport.Completed;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FiguresTests {

    private static final Completed SAVEPOINT = completed(7, Duration.ZERO, "file:/sp");

    @Test
    void takesASavepointAsTheNewestStateOnlyWhereNoCheckpointIsNewer() {
        assertThat(figures(null, SAVEPOINT, null).newestSavepoint()).isEqualTo("file:/sp");
        assertThat(figures(completed(6, Duration.ZERO, "file:/chk-6"), SAVEPOINT, null)
                        .newestSavepoint())
                .isEqualTo("file:/sp");
        assertThat(figures(completed(8, Duration.ZERO, "file:/chk-8"), SAVEPOINT, null)
                        .newestSavepoint())
                .isNull();
        assertThat(figures(null, null, null).newestSavepoint()).isNull();
    }

    @Test
    void knowsASavepointByWhenItWasBegun() {
        assertThat(figures(null, SAVEPOINT, null).savepointSince(START)).isEqualTo("file:/sp");
        assertThat(figures(null, SAVEPOINT, null).savepointSince(START.plusMillis(1)))
                .isNull();
        assertThat(figures(null, null, null).savepointSince(START)).isNull();
    }
}

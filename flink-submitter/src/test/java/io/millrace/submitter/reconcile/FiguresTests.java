package io.millrace.submitter.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.submitter.flink.CheckpointReport.Completed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FiguresTests {

    private static final Completed SAVEPOINT = new Completed(7, 0, 0, "file:/sp");

    @Test
    void takesASavepointAsTheNewestStateOnlyWhereNoCheckpointIsNewer() {
        assertThat(figures(null, SAVEPOINT).newestSavepoint()).isEqualTo("file:/sp");
        assertThat(figures(new Completed(6, 0, 0, "file:/chk-6"), SAVEPOINT).newestSavepoint())
                .isEqualTo("file:/sp");
        assertThat(figures(new Completed(8, 0, 0, "file:/chk-8"), SAVEPOINT).newestSavepoint())
                .isNull();
        assertThat(figures(null, null).newestSavepoint()).isNull();
    }

    private static Figures figures(@Nullable Completed checkpoint, @Nullable Completed savepoint) {
        return new Figures(null, null, checkpoint, savepoint, null, Instant.EPOCH);
    }
}

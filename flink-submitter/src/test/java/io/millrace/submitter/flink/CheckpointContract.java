package io.millrace.submitter.flink;

import static io.millrace.submitter.flink.FlinkUnderTest.newId;
import static io.millrace.submitter.flink.FlinkUnderTest.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What Flink tells of checkpoints, and which of their settings a job may bring along. */
interface CheckpointContract {

    String RETENTION = "execution.checkpointing.externalized-checkpoint-retention";

    FlinkUnderTest flink();

    private CheckpointReport report(String job, Predicate<CheckpointReport> wanted) {
        return patiently().until(() -> flink().client().checkpoints(job).orElseThrow(), wanted);
    }

    private long kept(String job) throws IOException {
        Path folder = flink().folder().resolve("checkpoints").resolve(job);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("chk-"))
                    .filter(file -> Files.exists(file.resolve("_metadata")))
                    .count();
        }
    }

    @Test
    default void reportsCheckpointsAndSavepointsInOneRowAndWhatWasRestored() {
        String first = flink().run("run", Map.of());
        report(first, shown -> shown.counts().completed() > 2);
        String trigger = newId();
        flink().client().stop(first, trigger, null);
        String savepoint = String.valueOf(flink().awaitEnd(first, trigger).savepoint());
        CheckpointReport before = report(first, shown -> shown.latest().savepoint() != null);

        String second = newId();
        flink().submit(second, "run", 1, savepoint, Map.of());
        flink().awaitRunning(second);
        CheckpointReport after = report(second, shown -> shown.latest().completed() != null);

        CheckpointReport.Entry newest = before.history().get(0);
        assertThat(newest.savepoint()).isTrue();
        assertThat(newest.status()).isEqualTo(CheckpointReport.Status.COMPLETED);
        assertThat(newest.path()).isEqualTo(savepoint);
        assertThat(newest.lastAckAt()).isGreaterThanOrEqualTo(newest.triggeredAt());
        assertThat(before.latest().savepoint())
                .isEqualTo(new CheckpointReport.Completed(
                        newest.id(), newest.triggeredAt(), newest.lastAckAt(), savepoint));
        assertThat(before.counts()).isEqualTo(new CheckpointReport.Counts(newest.id(), 0, 0, 0));
        assertThat(before.latest().restored()).isNull();
        assertThat(after.latest().restored()).satisfies(restored -> {
            assertThat(restored.id()).isEqualTo(newest.id());
            assertThat(restored.savepoint()).isTrue();
            assertThat(restored.path()).isEqualTo(savepoint);
        });
        assertThat(after.counts().restored()).isEqualTo(1);
    }

    @Test
    default void answersForAJobWithoutCheckpointsAsForOneThatHasNoneYet() throws Exception {
        String job = flink().run("no-checkpoints", Map.of());

        assertThat(flink().get("/jobs/" + job + "/checkpoints").status()).isEqualTo(200);
        assertThat(flink().get("/jobs/" + job + "/checkpoints/config")
                        .json()
                        .path("interval")
                        .asLong())
                .isEqualTo(Long.MAX_VALUE);
        assertThat(flink().client().checkpointSettings(job))
                .hasValueSatisfying(settings -> assertThat(settings.periodic()).isFalse());
    }

    @Test
    default void knowsNoCheckpointsOfABatchJobAndAnswersAsIfItKnewNoJob() throws Exception {
        String job = flink().run("no-checkpoints", Map.of("execution.runtime-mode", "BATCH"));

        assertThat(flink().get("/jobs/" + job + "/checkpoints").status()).isEqualTo(404);
        assertThat(flink().get("/jobs/" + job + "/checkpoints/config").status()).isEqualTo(404);
        assertThat(flink().client().checkpoints(job)).isEmpty();
        assertThat(flink().client().checkpointSettings(job)).isEmpty();
    }

    @Test
    default void letsAJobChooseWhetherItsCheckpointsOutliveIt() throws Exception {
        String keeping = flink().run("run", Map.of(RETENTION, "RETAIN_ON_CANCELLATION"));
        String leaving = flink().run("run", Map.of());
        report(keeping, shown -> shown.latest().completed() != null);
        report(leaving, shown -> shown.latest().completed() != null);

        assertThat(flink().client().checkpointSettings(keeping)).contains(new CheckpointSettings(200, true, false));
        assertThat(flink().client().checkpointSettings(leaving)).contains(new CheckpointSettings(200, false, true));
        flink().clear();
        assertThat(kept(keeping)).isEqualTo(1);
        assertThat(kept(leaving)).isZero();
    }

    @Test
    default void takesTheNumberOfKeptCheckpointsFromTheClusterAlone() throws Exception {
        String job = flink().run("run", Map.of("execution.checkpointing.num-retained", "4"));

        report(job, shown -> shown.counts().completed() > 6);

        assertThat(kept(job)).isLessThan(4);
    }
}

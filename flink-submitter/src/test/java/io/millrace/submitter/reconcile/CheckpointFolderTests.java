package io.millrace.submitter.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.AttemptState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTests {

    private static final String ID = "0123456789abcdef0123456789abcdef";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @Test
    void takesTheCompletedCheckpointWithTheHighestNumber() throws IOException {
        complete("chk-9");
        complete("chk-10");
        Files.createDirectories(folder.resolve(ID).resolve("chk-11"));
        complete("shared");

        assertThat(new CheckpointFolder(folder).newestState(attempt(null, "file:/reported")))
                .isEqualTo("file:" + folder.resolve(ID).resolve("chk-10"));
    }

    @Test
    void prefersTheSavepointOfAStop() throws IOException {
        complete("chk-9");

        assertThat(new CheckpointFolder(folder).newestState(attempt("file:/sp", null)))
                .isEqualTo("file:/sp");
    }

    @Test
    void fallsBackToWhatWasReportedAndThenToWhereTheAttemptStartedFrom() {
        assertThat(new CheckpointFolder(null).newestState(attempt(null, "file:/reported")))
                .isEqualTo("file:/reported");
        assertThat(new CheckpointFolder(folder).newestState(attempt(null, null)))
                .isEqualTo("file:/restored");
    }

    @Test
    void neverAnswersAReportedCheckpointThatIsNotThereAnyMore() throws IOException {
        String deleted = "file:" + folder.resolve(ID).resolve("chk-9");

        assertThat(new CheckpointFolder(folder).newestState(attempt(null, deleted)))
                .isEqualTo("file:/restored");
        assertThat(new CheckpointFolder(folder).newestState(attempt(null, "file:/elsewhere/chk-9")))
                .isEqualTo("file:/elsewhere/chk-9");
        Path other = Files.createDirectories(folder.resolve("other").resolve("chk-9"));
        Files.createFile(other.resolve("_metadata"));
        assertThat(new CheckpointFolder(folder).newestState(attempt(null, "file://" + other)))
                .isEqualTo("file://" + other);
    }

    @Test
    void takesNoReportedCheckpointOfAFinishedJobBecauseFlinkRemovedIt() {
        Attempt finished = new Attempt(
                "job", 1, ID, AttemptState.FINISHED, null, null, null, "s3://bucket/chk-9", null, Instant.EPOCH);

        assertThat(new CheckpointFolder(null).newestState(finished)).isNull();
    }

    @Test
    void findsTracesOfAJobThatRan() throws IOException {
        CheckpointFolder checkpoints = new CheckpointFolder(folder);

        assertThat(checkpoints.hasTracesOf(ID)).isFalse();
        Files.createDirectories(folder.resolve(ID));
        assertThat(checkpoints.hasTracesOf(ID)).isTrue();
    }

    private void complete(String name) throws IOException {
        Path checkpoint = Files.createDirectories(folder.resolve(ID).resolve(name));
        Files.createFile(checkpoint.resolve("_metadata"));
    }

    private static Attempt attempt(@Nullable String savepoint, @Nullable String reported) {
        return new Attempt(
                "job", 1, ID, AttemptState.LOST, "file:/restored", null, savepoint, reported, null, Instant.EPOCH);
    }
}

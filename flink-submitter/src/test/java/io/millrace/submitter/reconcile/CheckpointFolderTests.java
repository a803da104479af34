package io.millrace.submitter.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTests {

    private static final String ID = Given.FLINK_ID;
    private static final Instant WRITTEN = Given.START;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    @Test
    void listsTheCompletedCheckpointsOfAJob() throws IOException {
        complete("chk-9", WRITTEN);
        complete("chk-10", WRITTEN.plusSeconds(1));
        complete("shared", WRITTEN);
        Files.createDirectories(folder.resolve(ID).resolve("chk-11"));

        assertThat(new CheckpointFolder(folder).retained(ID))
                .containsExactlyInAnyOrder(
                        new StateCandidates.State("file:" + folder.resolve(ID).resolve("chk-9"), WRITTEN),
                        new StateCandidates.State(
                                "file:" + folder.resolve(ID).resolve("chk-10"), WRITTEN.plusSeconds(1)));
    }

    @Test
    void listsNoneWhereItCannotRead() {
        assertThat(new CheckpointFolder(null).retained(ID)).isEmpty();
        assertThat(new CheckpointFolder(folder).retained(ID)).isEmpty();
        assertThat(new CheckpointFolder(folder.resolve("nowhere")).retained(ID)).isEmpty();
    }

    @Test
    void leavesToFlinkACheckpointOfAFolderThatItMayNotRead() throws IOException {
        complete("chk-9", WRITTEN);
        Path ofJob = folder.resolve(ID);
        // A name no file system takes is as unreadable as a folder without permission, which root would have.
        String unreadable = "file:" + ofJob.resolve("x".repeat(300)).resolve("chk-9");

        assertThat(new CheckpointFolder(folder).mayHold(unreadable)).isTrue();
    }

    @Test
    void knowsThatAReportedCheckpointIsNotThereAnyMore() throws IOException {
        complete("chk-9", WRITTEN);
        CheckpointFolder checkpoints = new CheckpointFolder(folder);

        assertThat(checkpoints.mayHold("file:" + folder.resolve(ID).resolve("chk-9")))
                .isTrue();
        assertThat(checkpoints.mayHold("file://" + folder.resolve(ID).resolve("chk-9")))
                .isTrue();
        assertThat(checkpoints.mayHold("file:" + folder.resolve(ID).resolve("chk-8")))
                .isFalse();
    }

    @Test
    void leavesToFlinkWhatLiesElsewhere() {
        CheckpointFolder checkpoints = new CheckpointFolder(folder);

        assertThat(checkpoints.mayHold("file:/elsewhere/chk-9")).isTrue();
        assertThat(checkpoints.mayHold("s3://bucket/chk-9")).isTrue();
        assertThat(new CheckpointFolder(null).mayHold("file:/chk-9")).isTrue();
        assertThat(new CheckpointFolder(folder.resolve("nowhere")).mayHold("file:" + folder.resolve("nowhere/chk-9")))
                .isTrue();
    }

    @Test
    void findsTracesOfAJobThatRan() throws IOException {
        CheckpointFolder checkpoints = new CheckpointFolder(folder);

        assertThat(checkpoints.hasTracesOf(ID)).isFalse();
        Files.createDirectories(folder.resolve(ID));
        assertThat(checkpoints.hasTracesOf(ID)).isTrue();
        assertThat(new CheckpointFolder(null).hasTracesOf(ID)).isFalse();
    }

    private void complete(String name, Instant at) throws IOException {
        Path metadata =
                Files.createDirectories(folder.resolve(ID).resolve(name)).resolve("_metadata");
        Files.createFile(metadata);
        Files.setLastModifiedTime(metadata, FileTime.from(at));
    }
}

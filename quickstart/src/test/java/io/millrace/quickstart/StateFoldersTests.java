package io.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFoldersTests {

    @TempDir
    Path root;

    @Test
    void deletesItsOwnFoldersAndNothingElse() throws IOException {
        StateFolders folders = new StateFolders(root);
        write(folders.journal().resolve("journal.ndjson"));
        write(folders.jobs().resolve("jobs.mv.db"));
        write(folders.flink().resolve("checkpoints/1/chk-1/_metadata"));
        write(folders.results().resolve("millrace/windows/part-0"));
        write(folders.consumer().resolve("results.mv.db"));
        write(root.resolve("logs/quickstart.log"));
        write(folders.ofReplay().results().resolve("millrace/windows/part-0"));

        folders.delete();

        try (var left = Files.list(root)) {
            assertThat(left).containsExactlyInAnyOrder(root.resolve("logs"), root.resolve("replay"));
        }
    }

    @Test
    void removesALinkWithoutFollowingIt(@TempDir Path elsewhere) throws IOException {
        StateFolders folders = new StateFolders(root);
        write(elsewhere.resolve("precious"));
        Files.createDirectories(folders.results());
        Files.createSymbolicLink(folders.results().resolve("link"), elsewhere);

        folders.delete();

        assertThat(folders.results()).doesNotExist();
        assertThat(elsewhere.resolve("precious")).hasContent("x");
    }

    @Test
    void aFolderThatWasNeverMadeIsNothingToDelete() {
        StateFolders folders = new StateFolders(root.resolve("never"));
        folders.delete();
        assertThat(folders.root()).doesNotExist();
    }

    private static void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "x");
    }
}

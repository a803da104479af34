package io.millrace.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where quickstart keeps what outlives it.
 *
 * @param root the folder of the others
 */
record StateFolders(Path root) {

    /** The folders of a replay, which share nothing with those of the synthetic stream. */
    StateFolders ofReplay() {
        return new StateFolders(root.resolve("replay"));
    }

    Path journal() {
        return root.resolve("journal");
    }

    Path jobs() {
        return root.resolve("jobs");
    }

    Path flink() {
        return root.resolve("flink");
    }

    Path results() {
        return root.resolve("results");
    }

    /** What the consumer keeps of the job's results. */
    Path consumer() {
        return root.resolve("consumer");
    }

    /**
     * Deletes what quickstart itself made there, and nothing else.
     *
     * @throws StartFailure when something cannot be deleted
     */
    void delete() {
        for (Path folder : List.of(journal(), jobs(), flink(), results(), consumer())) {
            try {
                delete(folder);
            } catch (IOException | UncheckedIOException failure) {
                throw new StartFailure("cannot delete " + folder + " (" + failure + "); check who owns it", failure);
            }
        }
    }

    /** Deletes a folder and all it holds; a link is removed, never followed. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

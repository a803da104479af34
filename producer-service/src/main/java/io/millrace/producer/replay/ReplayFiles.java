package io.millrace.producer.replay;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The files that a replay path stands for, in the order they are sent. */
final class ReplayFiles {

    private ReplayFiles() {}

    /** Nothing but the file itself, or all {@code *.ndjson} and {@code *.jsonl} below a folder, sorted by path. */
    static List<Path> find(Path fileOrFolder) throws IOException {
        if (!Files.exists(fileOrFolder)) {
            throw new ReplayException(
                    "The replay path " + fileOrFolder + " does not exist; give a file or folder of NDJSON");
        }
        if (!Files.isDirectory(fileOrFolder)) {
            return List.of(fileOrFolder);
        }
        try (Stream<Path> found = Files.walk(fileOrFolder, FileVisitOption.FOLLOW_LINKS)) {
            return found.filter(ReplayFiles::isRecording)
                    .sorted(Comparator.comparing(file -> relativeName(fileOrFolder, file)))
                    .toList();
        }
    }

    /** A file's name below the replay path, with {@code /} on every system, so that a stream keeps its id when moved. */
    static String relativeName(Path fileOrFolder, Path file) {
        if (file.equals(fileOrFolder)) {
            return String.valueOf(file.getFileName());
        }
        return fileOrFolder.relativize(file).toString().replace('\\', '/');
    }

    private static boolean isRecording(Path file) {
        String name = String.valueOf(file.getFileName());
        return (name.endsWith(".ndjson") || name.endsWith(".jsonl")) && Files.isRegularFile(file);
    }
}

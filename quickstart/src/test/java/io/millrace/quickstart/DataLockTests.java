package io.millrace.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataLockTests {

    @TempDir
    Path folder;

    @Test
    void isTakenByOneOnlyUntilThatGivesItBack() throws IOException {
        Path data = folder.resolve("data");
        try (DataLock first = DataLock.take(data)) {
            assertThat(first).isNotNull();
            assertThatExceptionOfType(StartFailure.class)
                    .isThrownBy(() -> DataLock.take(data))
                    .withMessage("another quickstart uses " + data
                            + "; stop that, or set MILLRACE_QUICKSTART_DATA to another folder");
        }
        try (DataLock next = DataLock.take(data)) {
            assertThat(next).isNotNull();
        }
    }

    @Test
    void namesAFolderThatCannotBeMade() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatExceptionOfType(StartFailure.class)
                .isThrownBy(() -> DataLock.take(file))
                .withMessage("cannot write to " + file + " (java.nio.file.FileAlreadyExistsException: " + file + ")");
    }
}

package io.millrace.quickstart;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a second quickstart out of a data folder: it would delete files which the first one uses. */
final class DataLock implements AutoCloseable {

    private final FileChannel file;

    private DataLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes the lock, which is held until it is closed or the process ends, however it ends.
     *
     * @throws StartFailure when another one holds it, or the folder cannot be written
     */
    static DataLock take(Path data) {
        try {
            Files.createDirectories(data);
            FileChannel file = FileChannel.open(
                    data.resolve("quickstart.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (tryLock(file) == null) {
                file.close();
                throw new StartFailure("another quickstart uses " + data
                        + "; stop that, or set MILLRACE_QUICKSTART_DATA to another folder");
            }
            return new DataLock(file);
        } catch (IOException failure) {
            throw new StartFailure("cannot write to " + data + " (" + failure + ")", failure);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock();
        } catch (OverlappingFileLockException heldInThisProcess) {
            return null;
        }
    }

    /** Closing the file gives the lock back. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}

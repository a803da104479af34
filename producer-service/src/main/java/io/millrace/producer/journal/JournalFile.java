package io.millrace.producer.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * The journal on disk: one JSON object a line, appended and synced. A last line without its end was never committed and is
 * cut off. The file is locked, so that two producers cannot write one stream.
 */
final class JournalFile implements Closeable {
    static final String NAME = "journal.ndjson";

    private final Path path;
    private final FileChannel channel;
    private final List<JournalEntry> entries;
    private boolean broken;

    private JournalFile(Path path, FileChannel channel, List<JournalEntry> entries) {
        this.path = path;
        this.channel = channel;
        this.entries = entries;
    }

    /** Opens or creates the journal of a folder. */
    static JournalFile open(Path folder) {
        Path path = folder.resolve(NAME);
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                if (lock(channel) == null) {
                    throw new JournalException(
                            path + " is in use by another producer; stop it, or give this one its own"
                                    + " millrace.journal.folder",
                            null);
                }
                return new JournalFile(path, channel, load(path, channel));
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw new JournalException("cannot open the journal " + path + ": " + e, e);
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static List<JournalEntry> load(Path path, FileChannel channel) throws IOException {
        String text = read(channel);
        int committed = text.lastIndexOf('\n') + 1;
        channel.truncate(text.substring(0, committed).getBytes(StandardCharsets.UTF_8).length);
        channel.position(channel.size());
        List<JournalEntry> entries = new ArrayList<>();
        List<String> lines = text.substring(0, committed).lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            try {
                entries.add(JournalLines.read(lines.get(i)));
            } catch (JacksonException e) {
                throw new JournalException(
                        path + ":" + (i + 1) + ": not a journal entry (" + e.getOriginalMessage()
                                + "); restore the file from a copy, or start over in an empty folder",
                        e);
            }
        }
        return entries;
    }

    /** Through the locked channel: closing any other one on the file would give up the lock (POSIX, fcntl). */
    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
        int read = 0;
        while (bytes.hasRemaining() && read >= 0) {
            read = channel.read(bytes, bytes.position());
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }

    List<JournalEntry> entries() {
        return entries;
    }

    Path path() {
        return path;
    }

    /**
     * Appends an entry and syncs it to disk.
     *
     * @throws JournalException if it could not be kept; then the file is as before
     */
    void append(JournalEntry entry) {
        if (broken) {
            throw new JournalException(
                    path + " could not be restored after a failed write; restart the producer", null);
        }
        byte[] line = (JournalLines.write(entry) + "\n").getBytes(StandardCharsets.UTF_8);
        long before = -1;
        try {
            before = channel.position();
            ByteBuffer bytes = ByteBuffer.wrap(line);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            undo(before);
            throw new JournalException("cannot write to " + path + ": " + e.getMessage(), e);
        }
        entries.add(entry);
    }

    private void undo(long length) {
        try {
            channel.truncate(length);
            channel.force(true);
        } catch (IOException | IllegalArgumentException e) {
            broken = true;
        }
    }

    /** Whether the file may hold an entry that was refused. */
    boolean isBroken() {
        return broken;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new JournalException("cannot close " + path + ": " + e.getMessage(), e);
        }
    }
}

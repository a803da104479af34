package io.millrace.producer.journal;

import io.millrace.stream.journal.EpochNanos;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * The journal of one stream: its entries, what they amount to, and the bound up to which the stream may have been served.
 * Not thread-safe: whoever commits to it keeps others out.
 */
public final class Journal implements Closeable {
    private final JournalFile file;
    private final BoundFile boundFile;
    private JournalState state;
    private volatile long bound;

    private Journal(JournalFile file, BoundFile boundFile) {
        this.file = file;
        this.boundFile = boundFile;
        this.state = JournalState.of(file.entries());
        long lastEntry =
                EpochNanos.of(file.entries().get(file.entries().size() - 1).at());
        this.bound = Math.max(boundFile.read(), lastEntry);
    }

    /**
     * Opens the journal of a folder, or creates one there.
     *
     * @param created the first entry of a new journal
     * @throws JournalException if the folder cannot be used, its journal is damaged, or it belongs to another origin
     */
    public static Journal open(Path folder, JournalEntry created) {
        JournalFile file = JournalFile.open(folder);
        try {
            if (file.entries().isEmpty()) {
                file.append(created);
            }
            Journal journal = new Journal(file, BoundFile.open(folder));
            journal.requireOrigin(Objects.requireNonNull(created.origin(), "origin"));
            return journal;
        } catch (IllegalArgumentException e) {
            file.close();
            throw new JournalException(file.path() + " is damaged: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private void requireOrigin(JournalEntry.Origin asked) {
        if (!state.origin().equals(asked)) {
            throw new JournalException(
                    file.path() + " belongs to another stream: " + OriginDifference.between(state.origin(), asked),
                    null);
        }
    }

    /** What the entries amount to. */
    public JournalState state() {
        return state;
    }

    /** All entries, oldest first. */
    public List<JournalEntry> entries() {
        return List.copyOf(file.entries());
    }

    /** Whether a failed write left the file in doubt; the stream must not go on. */
    public boolean isBroken() {
        return file.isBroken();
    }

    /**
     * Keeps an entry on disk, then lets it take effect.
     *
     * @throws JournalException if it could not be kept; then nothing has changed
     */
    public void commit(JournalEntry entry) {
        JournalState after = state.plus(entry);
        file.append(entry);
        state = after;
    }

    /** The stream time (epoch nanoseconds) before which all may have been served, and at or after which it goes on. */
    public long bound() {
        return bound;
    }

    /** Moves the bound and syncs it; may be called while another thread commits. */
    public void moveBound(long time) throws IOException {
        boundFile.write(time);
        bound = time;
    }

    @Override
    public void close() {
        try (file) {
            boundFile.close();
        } catch (IOException e) {
            throw new JournalException("cannot close the journal: " + e.getMessage(), e);
        }
    }
}

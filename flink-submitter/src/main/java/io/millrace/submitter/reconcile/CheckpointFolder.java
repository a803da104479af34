package io.millrace.submitter.reconcile;

import io.millrace.submitter.store.Attempt;
import io.millrace.submitter.store.AttemptState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cluster's checkpoint folder, where this process can read it.
 *
 * <p>Layout of Flink's file system checkpoint storage: {@code <folder>/<Flink job id>/chk-<n>/_metadata}, the last file
 * written of a checkpoint.
 */
public final class CheckpointFolder {

    private static final String PREFIX = "chk-";
    private static final String FILE = "file:";

    private final @Nullable Path folder;

    CheckpointFolder(@Nullable Path folder) {
        this.folder = folder == null ? null : folder.toAbsolutePath().normalize();
    }

    /**
     * The newest state an ended or lost attempt left: the savepoint of its stop, else its newest retained checkpoint,
     * else the last one Flink reported, else what it was itself restored from. A path inside this folder is answered
     * only where its {@code _metadata} is there.
     */
    public @Nullable String newestState(Attempt attempt) {
        if (attempt.savepoint() != null) {
            return attempt.savepoint();
        }
        Optional<Path> retained = newestRetained(attempt.flinkJobId());
        if (retained.isPresent()) {
            return FILE + retained.get();
        }
        // Flink removes the checkpoints of a finished job, whatever it reported of them.
        boolean kept = attempt.state() != AttemptState.FINISHED && mayBeThere(attempt.checkpoint());
        if (kept) {
            return attempt.checkpoint();
        }
        return mayBeThere(attempt.restoredFrom()) ? attempt.restoredFrom() : null;
    }

    /** What lies elsewhere cannot be looked at from here, so Flink is the one to judge it. */
    private boolean mayBeThere(@Nullable String reported) {
        if (reported == null || folder == null || !Files.isDirectory(folder) || !reported.startsWith(FILE)) {
            return reported != null;
        }
        Path path = Path.of(reported.substring(FILE.length())).normalize();
        return !path.startsWith(folder) || Files.isReadable(path.resolve("_metadata"));
    }

    /** Whether the job ever came as far as to have a folder. */
    boolean hasTracesOf(String flinkJobId) {
        return folder != null && Files.isDirectory(folder.resolve(flinkJobId));
    }

    private Optional<Path> newestRetained(String flinkJobId) {
        if (!hasTracesOf(flinkJobId) || folder == null) {
            return Optional.empty();
        }
        try (Stream<Path> checkpoints = Files.list(folder.resolve(flinkJobId))) {
            return checkpoints
                    .filter(path -> number(path) >= 0 && Files.isReadable(path.resolve("_metadata")))
                    .max(Comparator.comparingLong(CheckpointFolder::number));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot list the checkpoints in " + folder.resolve(flinkJobId), unreadable);
        }
    }

    private static long number(Path path) {
        String name = String.valueOf(path.getFileName());
        return name.matches(PREFIX + "[0-9]{1,18}") ? Long.parseLong(name.substring(PREFIX.length())) : -1;
    }
}

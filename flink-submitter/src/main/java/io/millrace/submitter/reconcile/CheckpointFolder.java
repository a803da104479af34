package io.millrace.submitter.reconcile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cluster's checkpoint folder, where this process can read it.
 *
 * <p>Layout of Flink's file system checkpoint storage: {@code <folder>/<Flink job id>/chk-<n>/_metadata}, the last file
 * written of a checkpoint.
 */
public final class CheckpointFolder {

    private static final Logger log = LoggerFactory.getLogger(CheckpointFolder.class);

    private static final String METADATA = "_metadata";
    private static final String CHECKPOINT = "chk-[0-9]{1,18}";
    private static final String FILE = "file:";

    private final @Nullable Path folder;

    CheckpointFolder(@Nullable Path folder) {
        this.folder = folder == null ? null : folder.toAbsolutePath().normalize();
    }

    /** The completed checkpoints of a Flink job that are still there; none where they cannot be listed. */
    List<StateCandidates.State> retained(String flinkJobId) {
        if (folder == null || !hasTracesOf(flinkJobId)) {
            return List.of();
        }
        try (Stream<Path> checkpoints = Files.list(folder.resolve(flinkJobId))) {
            return checkpoints
                    .filter(path -> String.valueOf(path.getFileName()).matches(CHECKPOINT))
                    .filter(path -> Files.isReadable(path.resolve(METADATA)))
                    .map(path -> new StateCandidates.State(FILE + path, written(path.resolve(METADATA))))
                    .toList();
        } catch (IOException unreadable) {
            log.warn("The checkpoints in {} cannot be listed: {}", folder.resolve(flinkJobId), unreadable.toString());
            return List.of();
        }
    }

    /** Whether a path Flink named may lead to state: what lies outside of this folder is for Flink to judge. */
    boolean mayHold(String path) {
        if (folder == null || !Files.isDirectory(folder) || !path.startsWith(FILE)) {
            return true;
        }
        Path named = Path.of(path.substring(FILE.length())).normalize();
        return !named.startsWith(folder) || !Files.notExists(named.resolve(METADATA));
    }

    /** Whether the job ever came as far as to have a folder. */
    boolean hasTracesOf(String flinkJobId) {
        return folder != null && Files.isDirectory(folder.resolve(flinkJobId));
    }

    private static Instant written(Path metadata) {
        try {
            return Files.getLastModifiedTime(metadata).toInstant();
        } catch (IOException gone) {
            // Flink has removed it for a newer one in between; what follows finds it missing, too.
            return Instant.EPOCH;
        }
    }
}

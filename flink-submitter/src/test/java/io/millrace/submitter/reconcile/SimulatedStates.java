package io.millrace.submitter.reconcile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The checkpoints and savepoints a simulated cluster has written: files, laid out as Flink does. */
final class SimulatedStates {

    private static final int RETAINED = 3;

    private final Path folder;
    private final Path savepoints;
    private final Clock clock;
    private final Map<String, State> states = new HashMap<>();
    private long written;

    /** @param number rises with each one that is written */
    record State(String path, String writer, long number, boolean savepoint) {}

    SimulatedStates(Path root, Clock clock) {
        this.folder = root.resolve("checkpoints");
        this.savepoints = root.resolve("savepoints");
        this.clock = clock;
    }

    Path folder() {
        return folder;
    }

    /** Writes a checkpoint of a job, and removes those which are too many. */
    String checkpoint(String writer, long id) {
        String path = write(folder.resolve(writer).resolve("chk-" + id), writer, false);
        List<State> older = checkpoints(writer)
                .sorted(Comparator.comparing(State::number).reversed())
                .skip(RETAINED)
                .toList();
        older.forEach(state -> remove(state.path()));
        return path;
    }

    String savepoint(String writer) {
        return write(savepoints.resolve("savepoint-" + written), writer, true);
    }

    private String write(Path place, String writer, boolean savepoint) {
        try {
            Path metadata = Files.createDirectories(place).resolve("_metadata");
            Files.createFile(metadata);
            Files.setLastModifiedTime(metadata, FileTime.from(clock.instant()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        String path = "file:" + place;
        states.put(path, new State(path, writer, ++written, savepoint));
        return path;
    }

    /** Flink does so when a job comes to its end. */
    void removeCheckpoints(String writer) {
        checkpoints(writer).toList().forEach(state -> remove(state.path()));
    }

    boolean remove(String path) {
        try {
            Files.deleteIfExists(Path.of(path.substring("file:".length())).resolve("_metadata"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return states.remove(path) != null;
    }

    /** What lies at a path; absent when nothing does. */
    @Nullable
    State at(@Nullable String path) {
        return path == null ? null : states.get(path);
    }

    /** The checkpoints of a job that are there. */
    Stream<State> checkpoints(String writer) {
        return states.values().stream().filter(state -> state.writer().equals(writer) && !state.savepoint());
    }
}

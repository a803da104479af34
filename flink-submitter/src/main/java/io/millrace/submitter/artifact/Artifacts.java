package io.millrace.submitter.artifact;

import io.millrace.service.problem.ProblemException;
import io.millrace.submitter.artifact.ArtifactFolder.ContentTooLargeException;
import io.millrace.submitter.artifact.ArtifactFolder.Incoming;
import io.millrace.submitter.store.Artifact;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

/**
 * The job jars there are. One is added once, however often its content comes, and never changed or removed; who added
 * it is an event.
 */
public final class Artifacts {

    private static final String ID = "[0-9a-f]{64}";
    private static final Duration STALE = Duration.ofDays(1);

    private final ArtifactFolder folder;
    private final DataSize limit;
    private final Book book;
    private final Clock clock;

    /**
     * @param folder where the files lie; made when it is not there
     * @param limit how large an upload may be
     */
    public Artifacts(Path folder, DataSize limit, Book book, Clock clock) {
        this.folder = new ArtifactFolder(folder, clock.instant().minus(STALE));
        this.limit = limit;
        this.book = book;
        this.clock = clock;
    }

    /** What adding answers: the artifact, and whether it was not there before. */
    public record Added(Artifact artifact, boolean created) {}

    /** All, newest first. */
    public List<Artifact> all() {
        return book.artifacts().artifacts();
    }

    public Optional<Artifact> find(String id) {
        return book.artifacts().artifact(id);
    }

    /**
     * What a job request names: an artifact's id, or the path of a job jar, which is added.
     *
     * @throws ProblemException {@code artifact-not-found} or {@code bad-jar}
     */
    public Artifact resolve(String artifact) {
        if (artifact.matches(ID)) {
            return find(artifact).orElseThrow(() -> unknown(artifact));
        }
        try {
            return add(Path.of(artifact));
        } catch (InvalidPathException invalid) {
            throw problem("'artifact' is not the path of a job jar: " + invalid.getReason() + ".");
        }
    }

    /**
     * Adds a file of this machine; the answer has that file's name, whatever the same content was called before.
     *
     * @throws ProblemException {@code artifact-not-found} or {@code bad-jar}
     */
    public Artifact add(Path file) {
        Path path = file.toAbsolutePath().normalize();
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw problem("There is no readable file " + path
                    + "; 'artifact' is the path of a job jar, or the id of an artifact.");
        }
        try (InputStream content = Files.newInputStream(path)) {
            return add(content, Long.MAX_VALUE, path.toString(), path.toString())
                    .artifact()
                    .named(FileName.of(path.toString()));
        } catch (IOException failure) {
            throw new UncheckedIOException(path + " cannot be kept", failure);
        }
    }

    /**
     * Adds an upload.
     *
     * @param fileName what its sender calls it
     * @param from the sender's address
     * @throws ProblemException {@code artifact-too-large} or {@code bad-jar}
     */
    public Added add(InputStream content, String fileName, String from) throws IOException {
        try {
            return add(content, limit.toBytes(), FileName.of(fileName), from);
        } catch (ContentTooLargeException tooLarge) {
            throw tooLarge();
        }
    }

    /** The refusal of an upload beyond the limit. */
    ProblemException tooLarge() {
        return new ProblemException(
                HttpStatus.CONTENT_TOO_LARGE,
                "artifact-too-large",
                "A job jar may have %d bytes; millrace.submitter.max-artifact-size is the limit."
                        .formatted(limit.toBytes()));
    }

    /**
     * Where an artifact's file lies.
     *
     * @throws ProblemException {@code artifact-not-found} when it is not there
     */
    public Path path(String id) {
        Path path = folder.path(id);
        if (!Files.isRegularFile(path)) {
            throw unknown(id);
        }
        return path;
    }

    /**
     * Makes sure that an artifact can be run.
     *
     * @param entryClass absent means the jar's {@code Main-Class}
     * @throws ProblemException {@code bad-jar} when it has no such class, {@code artifact-not-found} when it is not there
     */
    public void check(Artifact artifact, @Nullable String entryClass) {
        Path path = path(artifact.id());
        if (entryClass != null) {
            JobJar.check(path, entryClass, artifact.fileName());
        } else if (artifact.mainClass() == null) {
            throw JobJar.problem(artifact.fileName() + " names no Main-Class; give 'entryClass'.");
        }
    }

    private Added add(InputStream content, long limit, String name, String from) throws IOException {
        try (Incoming incoming = folder.receive(content, limit)) {
            String mainClass = JobJar.mainClass(incoming.file(), name);
            incoming.keep();
            Artifact artifact =
                    new Artifact(incoming.id(), FileName.of(name), mainClass, incoming.size(), clock.instant());
            return enter(artifact, from);
        }
    }

    private Added enter(Artifact artifact, String from) {
        Optional<Artifact> known = find(artifact.id());
        if (known.isPresent()) {
            return new Added(known.get(), false);
        }
        try {
            return book.database().transaction(() -> {
                book.artifacts().add(artifact);
                book.events()
                        .add(
                                EventType.ARTIFACT_ADDED,
                                "%s, %d bytes, sha256 %s, from %s"
                                        .formatted(artifact.fileName(), artifact.size(), artifact.id(), from));
                return new Added(find(artifact.id()).orElseThrow(), true);
            });
        } catch (DuplicateKeyException meanwhile) {
            return new Added(find(artifact.id()).orElseThrow(), false);
        }
    }

    private static ProblemException unknown(String id) {
        return problem("There is no artifact " + id + "; GET /artifacts lists them.");
    }

    private static ProblemException problem(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "artifact-not-found", detail);
    }
}

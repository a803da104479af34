package io.millrace.submitter.artifact;

import io.millrace.service.problem.ProblemException;
import io.millrace.submitter.artifact.ArtifactFolder.ContentTooLargeException;
import io.millrace.submitter.artifact.ArtifactFolder.Incoming;
import io.millrace.submitter.store.Artifact;
import io.millrace.submitter.store.Book;
import io.millrace.submitter.store.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.util.unit.DataSize;

/**
 * The job jars there are. One is added once, however often its content comes, never changed, and removed when no job uses
 * it; who added and who removed it are events.
 */
public final class Artifacts {

    private static final Duration STALE = Duration.ofDays(1);

    private final ArtifactFolder folder;
    private final DataSize limit;
    private final Book book;
    private final Clock clock;

    /** Removing is for one alone; all that may come to use an artifact is for many. */
    private final ReadWriteLock uses = new ReentrantReadWriteLock();

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

    /** The newest ones, newest first. */
    public List<Artifact> newest(int limit) {
        return book.artifacts().artifacts(limit);
    }

    public Optional<Artifact> find(String id) {
        return book.artifacts().artifact(id);
    }

    /**
     * Adds an upload.
     *
     * @param fileName what its sender calls it
     * @param from the sender's address
     * @throws ProblemException {@code artifact-too-large} or {@code bad-jar}
     */
    public Added add(InputStream content, String fileName, String from) throws IOException {
        try (Incoming incoming = receive(content, limit.toBytes())) {
            return keep(incoming, describe(incoming, FileName.of(fileName)), from);
        } catch (ContentTooLargeException tooLarge) {
            throw tooLarge();
        }
    }

    /** The refusal of an upload beyond the limit. */
    ProblemException tooLarge() {
        return ArtifactProblems.tooLarge(limit);
    }

    /**
     * Where an artifact's file lies.
     *
     * @throws ProblemException {@code artifact-not-found} when it is not there
     */
    public Path path(String id) {
        Path path = folder.path(id);
        if (!Files.isRegularFile(path)) {
            throw ArtifactProblems.unknown(id);
        }
        return path;
    }

    /**
     * Removes one.
     *
     * @param from the address of whoever wants it
     * @throws ProblemException {@code artifact-not-found}; {@code artifact-in-use} when a job that is not deleted has a
     *     revision of it
     */
    public void remove(String id, String from) {
        uses.writeLock().lock();
        try {
            book.database().transaction(() -> {
                Artifact artifact = find(id).orElseThrow(() -> ArtifactProblems.notFound(id));
                book.jobs().jobUsing(id).ifPresent(job -> {
                    throw ArtifactProblems.inUse(artifact, job);
                });
                book.artifacts().remove(artifact);
                book.events().add(EventType.ARTIFACT_REMOVED, "%s, from %s".formatted(words(artifact), from));
                folder.remove(id);
                return artifact;
            });
        } finally {
            uses.writeLock().unlock();
        }
    }

    /** Does something with artifacts, of which none is removed meanwhile. */
    public <T> T using(Supplier<T> work) {
        uses.readLock().lock();
        try {
            return work.get();
        } finally {
            uses.readLock().unlock();
        }
    }

    Incoming receive(InputStream content, long limit) throws IOException {
        return folder.receive(content, limit);
    }

    /**
     * What a content would be as an artifact.
     *
     * @param name what it is called
     * @throws ProblemException {@code bad-jar}
     */
    Artifact describe(Incoming incoming, String name) {
        String mainClass = JobJar.mainClass(incoming.file(), name);
        return new Artifact(incoming.id(), FileName.of(name), mainClass, incoming.size(), clock.instant());
    }

    /** Adds it, unless it is there. */
    Added keep(Incoming incoming, Artifact artifact, String from) throws IOException {
        uses.readLock().lock();
        try {
            incoming.keep();
            return enter(artifact, from);
        } finally {
            uses.readLock().unlock();
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
                book.events().add(EventType.ARTIFACT_ADDED, "%s, from %s".formatted(words(artifact), from));
                return new Added(find(artifact.id()).orElseThrow(), true);
            });
        } catch (DuplicateKeyException meanwhile) {
            return new Added(find(artifact.id()).orElseThrow(), false);
        }
    }

    private static String words(Artifact artifact) {
        return "%s, %d bytes, sha256 %s".formatted(artifact.fileName(), artifact.size(), artifact.id());
    }
}

package io.millrace.submitter.artifact;

import io.millrace.service.problem.ProblemException;
import io.millrace.submitter.artifact.ArtifactFolder.Incoming;
import io.millrace.submitter.store.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The job jars that requests name: artifacts, or files of this machine, which become artifacts. */
public final class RequestedJars {

    private static final String ID = "[0-9a-f]{64}";

    private final Artifacts artifacts;

    public RequestedJars(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    /**
     * What a job request names, fit to be run.
     *
     * @param artifact an artifact's id, or the path of a job jar, which is added
     * @param entryClass absent means the jar's {@code Main-Class}
     * @param dryRun whether nothing is added
     * @throws ProblemException {@code artifact-not-found}, or {@code bad-jar} when it has no such class
     */
    public Artifact resolve(String artifact, @Nullable String entryClass, boolean dryRun) {
        if (artifact.matches(ID)) {
            Artifact known = artifacts.find(artifact).orElseThrow(() -> ArtifactProblems.unknown(artifact));
            check(artifacts.path(artifact), known, entryClass);
            return known;
        }
        try {
            return add(Path.of(artifact), entryClass, dryRun);
        } catch (InvalidPathException invalid) {
            throw ArtifactProblems.unusable("'artifact' is not the path of a job jar: " + invalid.getReason() + ".");
        }
    }

    /** As {@link #resolve}, of a file; the answer has that file's name, whatever the same content was called before. */
    public Artifact add(Path file, @Nullable String entryClass, boolean dryRun) {
        Path path = file.toAbsolutePath().normalize();
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw ArtifactProblems.unusable("There is no readable file " + path
                    + "; 'artifact' is the path of a job jar, or the id of an artifact.");
        }
        try (InputStream content = Files.newInputStream(path);
                Incoming incoming = artifacts.receive(content, Long.MAX_VALUE)) {
            Artifact seen = artifacts.describe(incoming, path.toString());
            check(incoming.file(), seen, entryClass);
            return dryRun
                    ? seen
                    : artifacts.keep(incoming, seen, path.toString()).artifact().named(seen.fileName());
        } catch (IOException failure) {
            throw new UncheckedIOException(path + " cannot be kept", failure);
        }
    }

    private static void check(Path file, Artifact artifact, @Nullable String entryClass) {
        if (entryClass != null) {
            JobJar.check(file, entryClass, artifact.fileName());
        } else if (artifact.mainClass() == null) {
            throw JobJar.problem(artifact.fileName() + " names no Main-Class; give 'entryClass'.");
        }
    }
}

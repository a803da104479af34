package io.millrace.submitter.api;

import io.millrace.service.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** Checks of a job jar which need no Flink, so that a bad one is refused before anything is stored. */
final class JobJar {

    private JobJar() {}

    /** The path a request names; refuses with {@code artifact-not-found} what cannot be one. */
    static Path path(String artifact) {
        try {
            return Path.of(artifact);
        } catch (InvalidPathException invalid) {
            throw problem(
                    "artifact-not-found", "'artifact' is not the path of a job jar: " + invalid.getReason() + ".");
        }
    }

    /** Refuses with {@code artifact-not-found} or {@code bad-jar}. */
    static void check(Path path, @Nullable String entryClass) {
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw problem(
                    "artifact-not-found",
                    "There is no readable file " + path.toAbsolutePath() + "; 'artifact' is the path of a job jar.");
        }
        if (!path.toString().endsWith(".jar")) {
            throw problem("bad-jar", path.toAbsolutePath() + " does not end with .jar, so Flink will not take it.");
        }
        try (JarFile jar = new JarFile(path.toFile())) {
            String main = entryClass == null ? mainClass(jar.getManifest()) : entryClass;
            if (main == null) {
                throw problem("bad-jar", path.toAbsolutePath() + " names no Main-Class; give 'entryClass'.");
            }
            if (jar.getEntry(main.replace('.', '/') + ".class") == null) {
                throw problem("bad-jar", path.toAbsolutePath() + " has no class " + main + ".");
            }
        } catch (IOException unreadable) {
            throw problem(
                    "bad-jar", path.toAbsolutePath() + " cannot be read as a jar: " + unreadable.getMessage() + ".");
        }
    }

    private static @Nullable String mainClass(@Nullable Manifest manifest) {
        return manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
    }

    private static ProblemException problem(String code, String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, code, detail);
    }
}

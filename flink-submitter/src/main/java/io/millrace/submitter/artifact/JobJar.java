package io.millrace.submitter.artifact;

import io.millrace.service.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What can be told of a job jar without Flink, so that a bad one is refused before anything is stored. */
final class JobJar {

    private JobJar() {}

    /**
     * The {@code Main-Class} of a file's manifest; absent when it names none.
     *
     * @param name what to call the file
     * @throws ProblemException {@code bad-jar} when it is no jar, or has no such class
     */
    static @Nullable String mainClass(Path file, String name) {
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            String main = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
            if (main != null) {
                check(jar, main, name);
            }
            return main;
        } catch (IOException | SecurityException unreadable) {
            throw unreadable(name, unreadable);
        }
    }

    /** @throws ProblemException {@code bad-jar} when it has no such class */
    static void check(Path file, String entryClass, String name) {
        try (JarFile jar = new JarFile(file.toFile())) {
            check(jar, entryClass, name);
        } catch (IOException | SecurityException unreadable) {
            throw unreadable(name, unreadable);
        }
    }

    static ProblemException problem(String detail) {
        return new ProblemException(HttpStatus.BAD_REQUEST, "bad-jar", detail);
    }

    private static void check(JarFile jar, String entryClass, String name) {
        if (jar.getEntry(entryClass.replace('.', '/') + ".class") == null) {
            throw problem(name + " has no class " + entryClass + ".");
        }
    }

    private static ProblemException unreadable(String name, Exception cause) {
        return problem(name + " cannot be read as a jar: " + cause.getMessage() + ".");
    }
}

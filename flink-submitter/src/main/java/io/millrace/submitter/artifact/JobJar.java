package io.millrace.submitter.artifact;

import io.millrace.service.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/** What can be told of a job jar without Flink, so that a bad one is refused before anything is stored. */
final class JobJar {

    /** Far above that of any jar but one that signs tens of thousands of classes. */
    private static final int LARGEST_MANIFEST = 1 << 20;

    private static final String CLASS_NAME = "[^\\p{Cc}\\p{Cs}]{1,500}+";

    private JobJar() {}

    /**
     * The {@code Main-Class} of a file's manifest; absent when it names none.
     *
     * @param name what to call the file
     * @throws ProblemException {@code bad-jar} when it is no jar, or has no such class
     */
    static @Nullable String mainClass(Path file, String name) {
        try (JarFile jar = new JarFile(file.toFile())) {
            String main = manifest(jar).getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
            if (main == null) {
                return null;
            }
            if (!main.matches(CLASS_NAME)) {
                throw problem(name + " names a Main-Class that is none: it has control characters, or more than 500.");
            }
            check(jar, main, name);
            return main;
        } catch (IOException | SecurityException | IllegalArgumentException unreadable) {
            throw unreadable(name, unreadable);
        }
    }

    /** Read by hand, as {@link JarFile#getManifest} takes one of any size into memory. */
    private static Manifest manifest(JarFile jar) throws IOException {
        ZipEntry entry = jar.getEntry(JarFile.MANIFEST_NAME);
        if (entry == null) {
            return new Manifest();
        }
        try (InputStream content = jar.getInputStream(entry)) {
            byte[] bytes = content.readNBytes(LARGEST_MANIFEST + 1);
            if (bytes.length > LARGEST_MANIFEST) {
                throw new IOException("its manifest has more than " + LARGEST_MANIFEST + " bytes");
            }
            return new Manifest(new ByteArrayInputStream(bytes));
        }
    }

    /** @throws ProblemException {@code bad-jar} when it has no such class */
    static void check(Path file, String entryClass, String name) {
        try (JarFile jar = new JarFile(file.toFile())) {
            check(jar, entryClass, name);
        } catch (IOException | SecurityException | IllegalArgumentException unreadable) {
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

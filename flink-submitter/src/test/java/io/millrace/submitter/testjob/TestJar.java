package io.millrace.submitter.testjob;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/** Packs {@link SequenceJob} as a job jar. */
public final class TestJar {

    private TestJar() {}

    /** Writes it; the jar names its main class. */
    public static Path write(Path target) {
        return write(target, SequenceJob.class.getName());
    }

    /** Writes it with another main class in its manifest, or none. */
    public static Path write(Path target, @Nullable String mainClass) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (mainClass != null) {
            manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass);
        }
        String entry = SequenceJob.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target), manifest);
                InputStream bytes = SequenceJob.class.getClassLoader().getResourceAsStream(entry)) {
            if (bytes == null) {
                throw new IllegalStateException(entry + " is not on the class path");
            }
            jar.putNextEntry(new JarEntry(entry));
            bytes.transferTo(jar);
            jar.closeEntry();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return target;
    }
}

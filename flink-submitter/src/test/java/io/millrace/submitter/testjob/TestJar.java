package io.millrace.submitter.testjob;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(target), manifest)) {
            for (Class<?> type : List.of(SequenceJob.class, SequenceJob.BadEnd.class)) {
                pack(type, jar);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return target;
    }

    private static void pack(Class<?> type, JarOutputStream jar) throws IOException {
        String entry = type.getName().replace('.', '/') + ".class";
        try (InputStream bytes = type.getClassLoader().getResourceAsStream(entry)) {
            if (bytes == null) {
                throw new IllegalStateException(entry + " is not on the class path");
            }
            jar.putNextEntry(new JarEntry(entry));
            bytes.transferTo(jar);
            jar.closeEntry();
        }
    }
}

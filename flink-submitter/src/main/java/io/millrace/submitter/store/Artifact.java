package io.millrace.submitter.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job jar, known by its content.
 *
 * @param id SHA-256 of the content, 64 hexadecimal digits
 * @param fileName what it was called
 * @param mainClass its manifest's {@code Main-Class}
 * @param size in bytes
 */
public record Artifact(String id, String fileName, @Nullable String mainClass, long size, Instant addedAt) {
    /** The same content under another name. */
    public Artifact named(String name) {
        return new Artifact(id, name, mainClass, size, addedAt);
    }
}

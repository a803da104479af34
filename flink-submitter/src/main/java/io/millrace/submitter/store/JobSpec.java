package io.millrace.submitter.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to run; immutable, and compared to tell a repeated declaration from another one.
 *
 * @param artifact path of the job jar, as this process sees it
 * @param entryClass the class whose {@code main} submits the job; absent means the jar's {@code Main-Class}
 * @param arguments the program arguments
 * @param parallelism absent means the cluster's default
 * @param savepoint where the first attempt starts from; absent means from nothing
 */
public record JobSpec(
        String artifact,
        @Nullable String entryClass,
        List<String> arguments,
        @Nullable Integer parallelism,
        @Nullable String savepoint) {
    public JobSpec {
        arguments = List.copyOf(arguments);
    }
}

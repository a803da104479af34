package io.millrace.submitter.store;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to run and how to look after it; immutable, and compared to tell a repeated declaration from another one.
 *
 * @param artifact id of the job jar: the SHA-256 of its content, 64 hexadecimal digits
 * @param entryClass the class whose {@code main} submits the job; absent means the jar's {@code Main-Class}
 * @param arguments the program arguments
 * @param parallelism absent means the cluster's default
 * @param savepoint where the first attempt starts from; absent means from nothing
 * @param flinkConfiguration Flink's own settings for this job
 */
public record JobSpec(
        String artifact,
        @Nullable String entryClass,
        List<String> arguments,
        @Nullable Integer parallelism,
        @Nullable String savepoint,
        Map<String, String> flinkConfiguration,
        UpgradePolicy upgrade,
        HealthPolicy health,
        SavepointPolicy savepoints) {
    public JobSpec {
        arguments = List.copyOf(arguments);
        flinkConfiguration = Map.copyOf(flinkConfiguration);
    }

    /** Whether both are the same but for their width, so that either can take up the other's state. */
    public boolean alike(JobSpec other) {
        return at(other.parallelism).equals(other);
    }

    /** The same at another width. */
    public JobSpec at(@Nullable Integer width) {
        return new JobSpec(
                artifact, entryClass, arguments, width, savepoint, flinkConfiguration, upgrade, health, savepoints);
    }
}

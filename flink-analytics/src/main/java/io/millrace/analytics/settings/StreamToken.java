package io.millrace.analytics.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a machine of the cluster finds the token of the stream: in a file, else in the variable {@code MILLRACE_TOKEN} of
 * its environment. It is read whenever an endpoint is asked for its stream, and once when the reading of a shard starts: a
 * reader connects again with the token it began with. When the server refuses that one, the job is restarted by Flink's
 * restart strategy and the token read anew, so that it can be changed in the file while the job runs.
 *
 * @param file the file, null to look in the environment
 * @param environment the value of a variable of the environment, null where it is not set
 */
public record StreamToken(@Nullable String file, Function<String, @Nullable String> environment) {
    static final String VARIABLE = "MILLRACE_TOKEN";

    /**
     * Reads the token.
     *
     * @return the token, null if there is none
     * @throws UncheckedIOException if the file cannot be read
     */
    public @Nullable String read() {
        if (file == null) {
            String token = environment.apply(VARIABLE);
            return token == null || token.isBlank() ? null : token.strip();
        }
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("--token-file: cannot read '" + file + "' on this machine", e);
        }
    }
}

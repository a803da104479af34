package io.millrace.quickstart;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the environment says.
 *
 * @param ports where to listen
 * @param data the folder of all state
 * @param token the bearer token of the services ({@code MILLRACE_TOKEN}), where they have one
 * @param terminal whether a person watches, so that the live line may be written in place
 */
record QuickstartSettings(
        QuickstartPorts ports, Path data, @Nullable String token, boolean terminal) {

    /**
     * Reads the environment.
     *
     * @throws StartFailure when a variable is wrong
     */
    static QuickstartSettings from(UnaryOperator<@Nullable String> environment) {
        String data = environment.apply("MILLRACE_QUICKSTART_DATA");
        String token = environment.apply("MILLRACE_TOKEN");
        return new QuickstartSettings(
                QuickstartPorts.from(environment),
                Path.of(data == null || data.isBlank() ? "data" : data)
                        .toAbsolutePath()
                        .normalize(),
                token == null || token.isBlank() ? null : token.strip(),
                "true".equals(environment.apply("MILLRACE_QUICKSTART_TERMINAL")));
    }

    Path log() {
        return data.resolve("logs").resolve("quickstart.log");
    }

    /** The token is not for logs. */
    @Override
    public String toString() {
        return "QuickstartSettings[ports=" + ports + ", data=" + data + ", token=" + (token == null ? "none" : "***")
                + ", terminal=" + terminal + "]";
    }
}

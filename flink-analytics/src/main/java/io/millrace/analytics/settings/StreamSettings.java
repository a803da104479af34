package io.millrace.analytics.settings;

import io.millrace.stream.client.ClientTls;
import io.millrace.stream.client.Endpoint;
import io.millrace.stream.client.Protocol;
import io.millrace.stream.protocol.From;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to read. It travels within the job, so it holds the place of the token, never the token.
 *
 * @param endpoints the servers, each {@code host:port}
 * @param from where to begin in each stream: {@code earliest}, {@code latest} or a sequence
 * @param shards parts that a stream is read in
 * @param protocol how to speak to the servers
 * @param tokenFile the file that holds the token on each machine of the cluster; null takes it from the environment
 * @param tlsCa the PEM file with the CAs to trust on each machine of the cluster, or {@link #SYSTEM_CA}; null reads without
 *     TLS
 */
public record StreamSettings(
        List<String> endpoints,
        String from,
        int shards,
        Protocol protocol,
        @Nullable String tokenFile,
        @Nullable String tlsCa)
        implements Serializable {
    /** Stands for the CAs that the JVM trusts. */
    public static final String SYSTEM_CA = "system";

    public StreamSettings {
        endpoints = List.copyOf(endpoints);
    }

    /** The servers. */
    public List<Endpoint> servers() {
        return endpoints.stream().map(Endpoint::parse).toList();
    }

    /** Where to begin. */
    public From start() {
        return From.parse(from);
    }

    /** The token of the machine that asks. */
    public StreamToken token() {
        return new StreamToken(tokenFile, System::getenv);
    }

    /**
     * How this machine's connections are encrypted; null where they are not.
     *
     * @throws UncheckedIOException if the file cannot be read here
     */
    public @Nullable ClientTls tls() {
        if (tlsCa == null) {
            return null;
        }
        if (tlsCa.equals(SYSTEM_CA)) {
            return ClientTls.system();
        }
        try {
            return ClientTls.trusting(Path.of(tlsCa));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "--tls-ca: cannot read '" + tlsCa + "' on this machine: " + e.getMessage(), e);
        }
    }
}

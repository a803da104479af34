package io.millrace.producer.server;

import io.netty.util.internal.PlatformDependent;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Where and how the stream is served.
 *
 * @param host the address to listen on
 * @param port the port to listen on, 0 for any free one
 * @param threads event loops
 * @param maxReaders connections at a time, further ones are turned away
 * @param maxReadersPerAddress the same for one IPv4 address or one IPv6 network (/64); null for no limit of its own
 * @param sslBundle the SSL bundle with the server's key; null or blank to serve without TLS
 * @param blockCache memory for encoded blocks, shared by all readers
 * @param unsentBudget what all connections together may have been given and not taken yet; null for a quarter of the direct
 *     memory the JVM may have
 */
@Validated
@ConfigurationProperties("millrace.stream")
public record StreamServerSettings(
        @NotBlank @DefaultValue("127.0.0.1") String host,
        @Min(0) @Max(65535) @DefaultValue("9999") int port,
        @Min(1) @Max(64) @DefaultValue("2") int threads,
        @Min(1) @DefaultValue("10000") int maxReaders,
        @Min(1) @Nullable Integer maxReadersPerAddress,
        @Nullable String sslBundle,
        @DefaultValue("64MB") DataSize blockCache,
        @Nullable DataSize unsentBudget) {
    private static final int SHARE_OF_DIRECT_MEMORY = 4;

    /** Connections that one address may have. */
    int maxReadersOfAnAddress() {
        return maxReadersPerAddress == null ? maxReaders : maxReadersPerAddress;
    }

    /** Bytes that all connections together may have been given and not taken yet. */
    long unsentBytes() {
        return unsentBudget == null
                ? PlatformDependent.maxDirectMemory() / SHARE_OF_DIRECT_MEMORY
                : unsentBudget.toBytes();
    }
}

package io.millrace.consumer.settings;

import io.millrace.stream.client.ClientSettings;
import io.millrace.stream.client.ClientTls;
import io.millrace.stream.client.Endpoint;
import io.millrace.stream.client.Protocol;
import io.millrace.stream.protocol.From;
import io.millrace.stream.protocol.Shard;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.validation.annotation.Validated;

/**
 * What the consumer reads and what it does with it ({@code millrace.consumer.*}).
 *
 * @param host the producer's host
 * @param port the producer's port
 * @param sslBundle the SSL bundle with the CAs to trust; null or blank for a connection without TLS
 * @param protocol auto, millrace or plain, see {@link Protocol}
 * @param from where to begin: earliest, latest or a sequence; used again when the producer has another stream
 * @param print how events are printed
 * @param keep so many of the last events can be asked for
 */
@Validated
@ConfigurationProperties("millrace.consumer")
public record ConsumerSettings(
        @NotBlank @DefaultValue("localhost") String host,
        @Min(1) @Max(65535) @DefaultValue("9999") int port,
        @Nullable String sslBundle,
        @DefaultValue("auto") Protocol protocol,

        @Pattern(regexp = "earliest|latest|[0-9]{1,18}", message = "must be earliest, latest or a sequence")
        @DefaultValue("latest")
        String from,

        @DefaultValue("line") PrintMode print,
        @Min(1) @Max(1_000_000) @DefaultValue("10000") int keep) {

    /** Where to begin. */
    public From start() {
        return From.parse(from);
    }

    /**
     * What the reading client needs.
     *
     * @param token the stream's token; a blank one is none
     * @param bundles where the SSL bundle is
     * @throws org.springframework.boot.ssl.NoSuchSslBundleException if there is none of that name
     */
    public ClientSettings client(String token, SslBundles bundles) {
        String stripped = token.strip();
        @Nullable
        ClientTls tls = sslBundle == null || sslBundle.isBlank()
                ? null
                : new ClientTls(bundles.getBundle(sslBundle).createSslContext());
        return new ClientSettings(
                new Endpoint(host, port), Shard.ALL, protocol, stripped.isEmpty() ? null : stripped, tls);
    }
}

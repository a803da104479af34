package io.millrace.stream.client;

import io.millrace.stream.protocol.Shard;
import org.jspecify.annotations.Nullable;

/**
 * What a reader connects to.
 *
 * @param endpoint the server
 * @param shard the part of the stream to read
 * @param protocol see {@link Protocol}
 * @param token the bearer token, where the server asks for one
 * @param tls how the connection is encrypted, null for not at all
 */
public record ClientSettings(
        Endpoint endpoint,
        Shard shard,
        Protocol protocol,
        @Nullable String token,
        @Nullable ClientTls tls) {

    public ClientSettings {
        if (protocol == Protocol.PLAIN && !shard.equals(Shard.ALL)) {
            throw new IllegalArgumentException("a plain server has no shards: read it whole, not shard " + shard);
        }
    }

    /** Without TLS. */
    public ClientSettings(Endpoint endpoint, Shard shard, Protocol protocol, @Nullable String token) {
        this(endpoint, shard, protocol, token, null);
    }

    /** Hides the token. */
    @Override
    public String toString() {
        return "ClientSettings[" + endpoint + ", shard " + shard + ", " + protocol + (tls == null ? "]" : ", TLS]");
    }
}

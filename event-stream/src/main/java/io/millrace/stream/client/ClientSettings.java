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
 */
public record ClientSettings(
        Endpoint endpoint,
        Shard shard,
        Protocol protocol,
        @Nullable String token) {

    public ClientSettings {
        if (protocol == Protocol.PLAIN && !shard.equals(Shard.ALL)) {
            throw new IllegalArgumentException("a plain server has no shards: read it whole, not shard " + shard);
        }
    }

    /** Hides the token. */
    @Override
    public String toString() {
        return "ClientSettings[" + endpoint + ", shard " + shard + ", " + protocol + "]";
    }
}

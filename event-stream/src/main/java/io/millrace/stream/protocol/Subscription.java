package io.millrace.stream.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a subscriber's first line asks for.
 *
 * @param from where to begin; {@link From#LATEST} when absent
 * @param stream the stream that the position belongs to; null takes whatever stream is there
 * @param shard the part of the stream; all of it when absent
 * @param token the bearer token, where the server asks for one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Subscription(
        From from,
        @Nullable String stream,
        Shard shard,
        @Nullable String token) {

    public Subscription(
            @JsonProperty("from") @Nullable From from,
            @JsonProperty("stream") @Nullable String stream,
            @JsonProperty("shard") @Nullable Shard shard,
            @JsonProperty("token") @Nullable String token) {
        this.from = from == null ? From.LATEST : from;
        this.stream = stream;
        this.shard = shard == null ? Shard.ALL : shard;
        this.token = token;
    }

    /** Hides the token. */
    @Override
    public String toString() {
        return "Subscription[from=" + from.wire() + ", stream=" + stream + ", shard=" + shard + "]";
    }
}

package io.millrace.analytics.source.enumerator;

import io.millrace.analytics.settings.StreamSettings;
import io.millrace.stream.client.ClientSettings;
import io.millrace.stream.client.Endpoint;
import io.millrace.stream.client.StreamInfo;
import io.millrace.stream.client.StreamProbe;
import io.millrace.stream.client.StreamRejectedException;
import io.millrace.stream.protocol.Shard;
import java.io.IOException;
import java.time.Duration;

/** Finds out which stream an endpoint has, and where to begin in it. */
@FunctionalInterface
public interface EndpointProbe {
    /**
     * Asks once.
     *
     * @throws IOException if the endpoint cannot be reached or does not answer; worth another try
     * @throws StreamRejectedException if it refuses for a reason that stays
     */
    StreamInfo ask(Endpoint endpoint) throws IOException, StreamRejectedException;

    /** Returns the probe that asks over the network. */
    static EndpointProbe overTheNetwork(StreamSettings settings) {
        // A plain server is recognised by five seconds without an answer.
        Duration timeout = Duration.ofSeconds(15);
        return endpoint -> StreamProbe.probe(
                new ClientSettings(
                        endpoint,
                        Shard.ALL,
                        settings.protocol(),
                        settings.token().read(),
                        settings.tls()),
                settings.start(),
                timeout);
    }
}

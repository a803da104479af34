package io.millrace.analytics.source.split;

import io.millrace.stream.client.Endpoint;
import io.millrace.stream.client.StreamInfo;
import io.millrace.stream.protocol.Shard;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * One shard of the stream behind one endpoint, and how far it has been read.
 *
 * @param endpoint the server
 * @param shard the part of the stream
 * @param stream the id of the stream the position belongs to
 * @param kind where its events come from
 * @param next the first sequence not yet read
 */
public record EventSplit(Endpoint endpoint, Shard shard, String stream, StreamInfo.Kind kind, long next)
        implements SourceSplit {
    @Override
    public String splitId() {
        return endpoint + "/" + shard;
    }

    /** Returns this split, read up to another sequence. */
    public EventSplit at(long sequence) {
        return new EventSplit(endpoint, shard, stream, kind, sequence);
    }
}

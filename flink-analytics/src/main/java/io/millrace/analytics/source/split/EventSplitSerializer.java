package io.millrace.analytics.source.split;

import io.millrace.stream.client.Endpoint;
import io.millrace.stream.client.StreamInfo;
import io.millrace.stream.protocol.Shard;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/** Version 1: endpoint, shard index and count, stream, kind by name, next sequence. */
public final class EventSplitSerializer implements SimpleVersionedSerializer<EventSplit> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(EventSplit split) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(128);
        write(split, out);
        return out.getCopyOfBuffer();
    }

    @Override
    public EventSplit deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("a split of version " + version + " is unknown to this job, which knows " + VERSION
                    + "; restore with the job that wrote it, or a newer one");
        }
        return read(new DataInputDeserializer(serialized));
    }

    /** Writes one split among others of this version. */
    public static void write(EventSplit split, DataOutputView out) throws IOException {
        out.writeUTF(split.endpoint().toString());
        out.writeInt(split.shard().index());
        out.writeInt(split.shard().count());
        out.writeUTF(split.stream());
        out.writeUTF(split.kind().name());
        out.writeLong(split.next());
    }

    /** Reads one split among others of this version. */
    public static EventSplit read(DataInputView in) throws IOException {
        Endpoint endpoint = Endpoint.parse(in.readUTF());
        Shard shard = new Shard(in.readInt(), in.readInt());
        return new EventSplit(endpoint, shard, in.readUTF(), StreamInfo.Kind.valueOf(in.readUTF()), in.readLong());
    }
}

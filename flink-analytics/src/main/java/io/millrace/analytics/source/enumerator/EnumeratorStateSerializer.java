package io.millrace.analytics.source.enumerator;

import io.millrace.analytics.source.split.EventSplit;
import io.millrace.analytics.source.split.EventSplitSerializer;
import io.millrace.stream.client.Endpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Version 1: the resolved endpoints, then the unassigned splits, each list with its size before it. */
public final class EnumeratorStateSerializer implements SimpleVersionedSerializer<EnumeratorState> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(EnumeratorState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        out.writeInt(state.resolved().size());
        for (Endpoint endpoint : state.resolved()) {
            out.writeUTF(endpoint.toString());
        }
        out.writeInt(state.unassigned().size());
        for (EventSplit split : state.unassigned()) {
            EventSplitSerializer.write(split, out);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public EnumeratorState deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("an enumerator state of version " + version + " is unknown to this job, which knows "
                    + VERSION + "; restore with the job that wrote it, or a newer one");
        }
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        List<Endpoint> resolved = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            resolved.add(Endpoint.parse(in.readUTF()));
        }
        List<EventSplit> unassigned = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            unassigned.add(EventSplitSerializer.read(in));
        }
        return new EnumeratorState(resolved, unassigned);
    }
}

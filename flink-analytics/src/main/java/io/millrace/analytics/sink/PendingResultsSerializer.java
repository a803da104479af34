package io.millrace.analytics.sink;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Version 1: the number of lines, then each line's length and bytes. */
final class PendingResultsSerializer implements SimpleVersionedSerializer<PendingResults> {
    private static final int VERSION = 1;

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(PendingResults pending) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(1024);
        out.writeInt(pending.lines().size());
        for (byte[] line : pending.lines()) {
            out.writeInt(line.length);
            out.write(line);
        }
        return out.getCopyOfBuffer();
    }

    @Override
    public PendingResults deserialize(int version, byte[] serialized) throws IOException {
        if (version != VERSION) {
            throw new IOException("pending results of version " + version + " are unknown to this job, which knows "
                    + VERSION + "; restore with the job that wrote them, or a newer one");
        }
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        int count = in.readInt();
        List<byte[]> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            byte[] line = new byte[in.readInt()];
            in.readFully(line);
            lines.add(line);
        }
        return new PendingResults(lines);
    }
}

package io.millrace.analytics.event;

import io.millrace.stream.event.EventFormat;
import io.millrace.stream.event.EventParser;
import io.millrace.stream.event.EventView;
import io.millrace.stream.event.EventWriter;
import io.millrace.stream.event.MalformedEventException;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes an event as its canonical line. Only where the job is cut between two machines: no state holds received lines. */
final class ReceivedEventSerializer extends TypeSerializerSingleton<ReceivedEvent> {
    static final ReceivedEventSerializer INSTANCE = new ReceivedEventSerializer();

    private static final long serialVersionUID = 1L;
    private static final ReceivedEvent NOTHING = new ReceivedEvent("", 0, 0, 0, null, null);
    private static final EventWriter WRITER = new EventWriter();
    private static final EventParser PARSER = new EventParser(EventFormat.CANONICAL);

    @Override
    public void serialize(ReceivedEvent received, DataOutputView out) throws IOException {
        out.writeUTF(received.stream());
        out.writeLong(received.sequence());
        out.writeLong(received.streamTime());
        out.writeLong(received.time());
        EventView event = received.event();
        UnreadableLine unreadable = received.unreadable();
        out.writeBoolean(event != null);
        if (event != null) {
            writeBytes(WRITER.write(event.whole()), out);
        }
        out.writeBoolean(unreadable != null);
        if (unreadable != null) {
            out.writeUTF(unreadable.reason());
            out.writeUTF(unreadable.line());
            out.writeLong(unreadable.length());
        }
    }

    private static void writeBytes(byte[] bytes, DataOutputView out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    @Override
    public ReceivedEvent deserialize(DataInputView in) throws IOException {
        String stream = in.readUTF();
        long sequence = in.readLong();
        long streamTime = in.readLong();
        long time = in.readLong();
        EventView event = in.readBoolean() ? readEvent(in) : null;
        UnreadableLine unreadable =
                in.readBoolean() ? new UnreadableLine(in.readUTF(), in.readUTF(), in.readLong()) : null;
        return new ReceivedEvent(stream, sequence, streamTime, time, event, unreadable);
    }

    private static EventView readEvent(DataInputView in) throws IOException {
        byte[] line = new byte[in.readInt()];
        in.readFully(line);
        try {
            return PARSER.parse(line, 0, line.length);
        } catch (MalformedEventException e) {
            throw new IOException("what was written as an event cannot be read as one", e);
        }
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    /** The same: it is immutable. */
    @Override
    public ReceivedEvent copy(ReceivedEvent from) {
        return from;
    }

    @Override
    public ReceivedEvent copy(ReceivedEvent from, ReceivedEvent reuse) {
        return from;
    }

    @Override
    public ReceivedEvent deserialize(ReceivedEvent reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public ReceivedEvent createInstance() {
        return NOTHING;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public TypeSerializerSnapshot<ReceivedEvent> snapshotConfiguration() {
        return new Snapshot();
    }

    /** What a checkpoint would note of it. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ReceivedEvent> {
        /** For Flink. */
        public Snapshot() {
            super(() -> INSTANCE);
        }
    }
}

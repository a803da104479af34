package io.millrace.producer.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The stream time up to which the stream may be served, synced to disk. Two slots are written in turn, each with a checksum,
 * so that a torn write leaves the other one.
 */
final class BoundFile implements Closeable {
    static final String NAME = "bound";

    private static final int SLOT_BYTES = 3 * Long.BYTES;
    /** The slots lie in different sectors of a disk. */
    private static final int SLOT_DISTANCE = 4096;

    private final Path path;
    private final FileChannel channel;
    private long writes;

    private BoundFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static BoundFile open(Path folder) {
        Path path = folder.resolve(NAME);
        try {
            return new BoundFile(
                    path,
                    FileChannel.open(
                            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new JournalException("cannot open " + path + ": " + e.getMessage(), e);
        }
    }

    /** Returns the bound written last, epoch nanoseconds, or {@link Long#MIN_VALUE} if there is none. */
    long read() {
        ByteBuffer first = readSlot(0);
        ByteBuffer second = readSlot(1);
        ByteBuffer newest = first.getLong(0) >= second.getLong(0) ? first : second;
        writes = newest.getLong(0);
        return newest.getLong(Long.BYTES);
    }

    /** Returns the number of the write, the bound and the checksum; number 0 where the slot holds no whole write. */
    private ByteBuffer readSlot(int slot) {
        ByteBuffer bytes = ByteBuffer.allocate(SLOT_BYTES);
        try {
            int read = 0;
            while (bytes.hasRemaining() && read >= 0) {
                read = channel.read(bytes, (long) slot * SLOT_DISTANCE + bytes.position());
            }
        } catch (IOException e) {
            throw new JournalException("cannot read " + path + ": " + e.getMessage(), e);
        }
        boolean whole = !bytes.hasRemaining() && checksum(bytes) == bytes.getLong(2 * Long.BYTES);
        return whole ? bytes : ByteBuffer.allocate(SLOT_BYTES).putLong(Long.BYTES, Long.MIN_VALUE);
    }

    /** Writes a bound and syncs it. */
    void write(long bound) throws IOException {
        long number = writes + 1;
        ByteBuffer bytes = ByteBuffer.allocate(SLOT_BYTES).putLong(0, number).putLong(Long.BYTES, bound);
        bytes.putLong(2 * Long.BYTES, checksum(bytes));
        long position = (number % 2) * SLOT_DISTANCE;
        while (bytes.hasRemaining()) {
            position += channel.write(bytes, position);
        }
        channel.force(false);
        writes = number;
    }

    private static long checksum(ByteBuffer slot) {
        CRC32C crc = new CRC32C();
        crc.update(slot.duplicate().position(0).limit(2 * Long.BYTES));
        return crc.getValue();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}

package io.millrace.producer.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * Whole lines that lie together in direct memory, and are freed together once nobody needs any of them. Lines may be added
 * while there is room; those that are there never change. Guarded by its block.
 */
final class Page {
    /**
     * A page is as large as this, or as one longer line. A connection that takes nothing keeps the page of the line it is
     * stuck at, so it must not be large.
     */
    static final int BYTES = 32 * 1024;

    private final ByteBuf bytes;

    private Page(int capacity) {
        // Netty's default, the adaptive allocator, takes longer to find 32 KiB than to fill them, and twice as much for
        // a byte more.
        this.bytes = PooledByteBufAllocator.DEFAULT.directBuffer(capacity, capacity);
    }

    /**
     * A page for lines of which the first ones are there.
     *
     * @param length bytes of the first lines
     * @param last whether no more lines will be added
     */
    static Page of(int length, boolean last) {
        // At the head of a slow stream lines come one by one; elsewhere a page is filled at once.
        boolean leaveRoom = !last && length < BYTES / 2;
        return new Page(leaveRoom ? BYTES : length);
    }

    boolean hasRoomFor(int length) {
        return bytes.writableBytes() >= length;
    }

    /** Adds lines behind those that are there. */
    void add(byte[] lines, int length) {
        bytes.writeBytes(lines, 0, length);
    }

    int length() {
        return bytes.writerIndex();
    }

    /** The memory it takes. */
    int capacity() {
        return bytes.capacity();
    }

    /** Some of its bytes, retained for the caller. */
    ByteBuf slice(int start, int end) {
        return bytes.retainedSlice(start, end - start);
    }

    void release() {
        bytes.release();
    }
}

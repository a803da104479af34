package io.millrace.producer.server;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Puts a client's first line together, in as little memory as it takes. */
final class FirstLine {
    static final int MAX_BYTES = 8 * 1024;

    private byte[] bytes = {};
    private boolean tooLong;

    /** Whether some of it came. */
    boolean isBegun() {
        return bytes.length > 0 || tooLong;
    }

    /** Whether it has more than {@link #MAX_BYTES}. */
    boolean isTooLong() {
        return tooLong;
    }

    /** Takes what came, up to the end of the line; returns the line without its end once it is whole, null before. */
    byte @Nullable [] take(ByteBuf in) {
        int length = in.bytesBefore((byte) '\n');
        boolean whole = length >= 0;
        if (!whole) {
            length = in.readableBytes();
        }
        if (bytes.length + length > MAX_BYTES) {
            tooLong = true;
            return null;
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
        in.readBytes(longer, bytes.length, length);
        bytes = longer;
        if (!whole) {
            return null;
        }
        in.skipBytes(1);
        return bytes;
    }
}

package io.millrace.stream.client;

import io.millrace.stream.protocol.WireCodec;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Frames lines in place: bytes are read into one buffer, and each line is handed out as a range of it. Memory is bounded;
 * of a line longer than {@link WireCodec#MAX_LINE_BYTES} only the first {@link #HEAD_BYTES} are kept.
 *
 * <p>Lines that were handed out after {@link #hold} can be had once more after {@link #rewind}, unless the buffer filled
 * up meanwhile.
 */
final class LineReader {
    static final int HEAD_BYTES = 4096;

    /** What {@link #next} found. */
    enum Found {
        NOTHING,
        LINE,
        OVERSIZED
    }

    private static final int READ_BYTES = 256 * 1024;
    private static final int CAPACITY = WireCodec.MAX_LINE_BYTES + 2 + READ_BYTES;

    private byte[] buffer = new byte[2 * READ_BYTES];
    private int start;
    private int scanned;
    private int end;
    private int held = -1;
    private byte[] head = new byte[0];
    private long oversizedBytes;

    private int lineOffset;
    private int lineLength;

    /** Reads once from the socket; false at the end of the stream. */
    boolean fill(InputStream in) throws IOException {
        makeRoom();
        int read = in.read(buffer, end, Math.min(READ_BYTES, buffer.length - end));
        if (read > 0) {
            end += read;
        }
        return read >= 0;
    }

    /** Moves on to the next whole line. */
    Found next() {
        int newline = NewlineScan.indexOf(buffer, scanned, end);
        if (newline < 0) {
            scanned = end;
            if (end - start > WireCodec.MAX_LINE_BYTES + 1) {
                swallow(end);
            }
            return Found.NOTHING;
        }
        scanned = newline + 1;
        int length = newline - start;
        if (length > 0 && buffer[newline - 1] == '\r') {
            length--;
        }
        if (oversizedBytes > 0 || length > WireCodec.MAX_LINE_BYTES) {
            swallow(newline);
            start = scanned;
            return Found.OVERSIZED;
        }
        lineOffset = start;
        lineLength = length;
        start = scanned;
        return Found.LINE;
    }

    private void swallow(int to) {
        if (oversizedBytes == 0) {
            head = Arrays.copyOfRange(buffer, start, Math.min(to, start + HEAD_BYTES));
        }
        oversizedBytes += to - start;
        start = to;
    }

    byte[] buffer() {
        return buffer;
    }

    int lineOffset() {
        return lineOffset;
    }

    int lineLength() {
        return lineLength;
    }

    byte[] oversizedHead() {
        return head;
    }

    /** Returns the length of the oversized line found last and forgets it. */
    long takeOversizedLength() {
        long length = oversizedBytes;
        oversizedBytes = 0;
        return length;
    }

    /** Keeps the lines from here on, so that they can be read again. */
    void hold() {
        held = start;
    }

    /** Goes back to where {@link #hold} was called; false if those lines had to be dropped. */
    boolean rewind() {
        if (held < 0) {
            return false;
        }
        start = held;
        scanned = held;
        held = -1;
        oversizedBytes = 0;
        return true;
    }

    void release() {
        held = -1;
    }

    private void makeRoom() {
        int keep = held >= 0 ? held : start;
        if (keep > 0) {
            System.arraycopy(buffer, keep, buffer, 0, end - keep);
            start -= keep;
            scanned -= keep;
            end -= keep;
            held = held >= 0 ? 0 : -1;
        }
        if (buffer.length - end >= READ_BYTES) {
            return;
        }
        if (buffer.length < CAPACITY) {
            buffer = Arrays.copyOf(buffer, Math.min(CAPACITY, buffer.length * 2));
        } else if (held >= 0) {
            release();
            makeRoom();
        }
    }
}

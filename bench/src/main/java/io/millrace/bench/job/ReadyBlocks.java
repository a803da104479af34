package io.millrace.bench.job;

import io.millrace.producer.generator.LineBuffer;
import io.millrace.stream.journal.Segment;
import io.millrace.stream.protocol.Shard;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A stream without end of ready-made lines, repeated; where they begin with a time, each is given its own. */
final class ReadyBlocks {
    private static final byte[] TIME_BEFORE = "{\"timestamp\":\"".getBytes(StandardCharsets.US_ASCII);

    /** The times of the events: ten thousand a second, so that a job that reads faster closes a window every moment. */
    static final Segment SEGMENT = new Segment(0, 1_767_225_600_000_000_000L, 10_000);

    private final List<byte[]> blocks = new ArrayList<>();
    private final List<int[]> times = new ArrayList<>();

    /** @param lines as many as make whole blocks, each with its line end */
    ReadyBlocks(List<byte[]> lines) {
        if (lines.isEmpty() || lines.size() % Shard.BLOCK_SIZE != 0) {
            throw new IllegalArgumentException("whole blocks of lines, not " + lines.size() + " lines");
        }
        for (int first = 0; first < lines.size(); first += Shard.BLOCK_SIZE) {
            add(lines.subList(first, first + Shard.BLOCK_SIZE));
        }
    }

    private void add(List<byte[]> lines) {
        LineBuffer block = new LineBuffer(1 << 20);
        int[] places = new int[lines.size()];
        for (int i = 0; i < places.length; i++) {
            byte[] line = lines.get(i);
            places[i] = startsWithTime(line) ? block.length() + TIME_BEFORE.length : -1;
            block.append(line, 0, line.length);
        }
        blocks.add(block.toByteArray());
        times.add(places);
    }

    private static boolean startsWithTime(byte[] line) {
        for (int i = 0; i < TIME_BEFORE.length; i++) {
            if (line[i] != TIME_BEFORE[i]) {
                return false;
            }
        }
        return true;
    }

    /** Writes the block of this number. */
    void write(long number, OutputStream out, LineBuffer scratch) throws IOException {
        int index = (int) (number % blocks.size());
        scratch.reset();
        scratch.append(blocks.get(index), 0, blocks.get(index).length);
        int length = scratch.length();
        int[] places = times.get(index);
        for (int i = 0; i < places.length; i++) {
            if (places[i] >= 0) {
                // written behind the lines, then moved to its place
                scratch.appendTimestamp(SEGMENT.timeOf(number * Shard.BLOCK_SIZE + i));
                System.arraycopy(scratch.array(), length, scratch.array(), places[i], LineBuffer.TIMESTAMP_LENGTH);
                scratch.cut(length);
            }
        }
        out.write(scratch.array(), 0, length);
    }
}

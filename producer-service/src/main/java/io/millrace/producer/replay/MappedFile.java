package io.millrace.producer.replay;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of any size mapped into memory, readable by many threads at once. A single mapping ends at 2 GiB, so there is one
 * for each GiB, and each reaches far enough into the next that a line which starts in it lies in it whole. Mapped rather
 * than read, as an interrupted reader would close the channel for all others.
 */
final class MappedFile {
    private static final int SECTION_BITS = 30;

    private final long base;
    private final List<MappedByteBuffer> sections;

    private MappedFile(long base, List<MappedByteBuffer> sections) {
        this.base = base;
        this.sections = sections;
    }

    /** @param base where the file begins, counted over all files as if they were one */
    static MappedFile open(Path file, long base) throws IOException {
        List<MappedByteBuffer> sections = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            for (long start = 0; start < size; start += 1L << SECTION_BITS) {
                long length = Math.min((1L << SECTION_BITS) + LineIndex.LONGEST_LINE, size - start);
                sections.add(channel.map(FileChannel.MapMode.READ_ONLY, start, length));
            }
        }
        return new MappedFile(base, List.copyOf(sections));
    }

    long base() {
        return base;
    }

    /** Copies bytes of one line. */
    void read(long position, int length, byte[] target, int targetOffset) {
        long offset = position - base;
        int withinSection = (int) (offset & ((1L << SECTION_BITS) - 1));
        sections.get((int) (offset >>> SECTION_BITS)).get(withinSection, target, targetOffset, length);
    }
}

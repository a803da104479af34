package io.millrace.bench.job;

import io.millrace.producer.generator.LineBuffer;
import io.millrace.producer.generator.LineFormat;
import io.millrace.producer.generator.SyntheticSettings;
import io.millrace.producer.generator.SyntheticSource;
import io.millrace.stream.protocol.Shard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Where ready-made lines come from. */
final class ReadyLines {
    private static final int BLOCKS = 64;

    private ReadyLines() {}

    /** The first canonical events of a synthetic stream. */
    static List<byte[]> synthetic() {
        SyntheticSource source =
                new SyntheticSource(new SyntheticSettings(1, SyntheticSettings.MIXED, LineFormat.CANONICAL));
        List<byte[]> lines = new ArrayList<>();
        LineBuffer line = new LineBuffer(4096);
        for (long index = 0; index < (long) BLOCKS * Shard.BLOCK_SIZE; index++) {
            line.reset();
            source.encode(index, index, ReadyBlocks.SEGMENT::timeOf, line);
            lines.add(line.toByteArray());
        }
        return lines;
    }

    /** The lines of all files of a folder, again and again. */
    static List<byte[]> recorded(Path folder) throws IOException {
        List<byte[]> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(name -> name.toString().endsWith(".ndjson"))
                    .sorted()
                    .toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (!line.isBlank()) {
                        found.add((line + "\n").getBytes(StandardCharsets.UTF_8));
                    }
                }
            }
        }
        if (found.isEmpty()) {
            throw new IOException("no lines in the *.ndjson files of " + folder);
        }
        List<byte[]> lines = new ArrayList<>();
        for (int i = 0; i < BLOCKS * Shard.BLOCK_SIZE; i++) {
            lines.add(found.get(i % found.size()));
        }
        return lines;
    }
}

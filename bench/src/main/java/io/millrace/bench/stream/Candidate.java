package io.millrace.bench.stream;

import io.millrace.bench.process.ChildJvm;
import io.millrace.bench.report.Effort;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A server to be measured, with the throughput that its readers saw at each turn. */
final class Candidate implements AutoCloseable {
    private static final int READER_THREADS = 2;

    private final String name;
    private final ChildJvm server;
    private final byte[] firstLine;
    private final List<Throughput> turns = new ArrayList<>();

    /** @param firstLine what its readers send at first; may be empty */
    Candidate(String name, ChildJvm server, byte[] firstLine) {
        this.name = name;
        this.server = server;
        this.firstLine = firstLine;
    }

    String name() {
        return name;
    }

    List<Throughput> turns() {
        return List.copyOf(turns);
    }

    /**
     * Has new readers connect and read as fast as they can.
     *
     * @throws IOException if a reader loses its connection
     */
    Throughput takeTurn(int readerCount, Effort effort) throws IOException, InterruptedException {
        List<CountingReader> readers =
                Stream.generate(CountingReader::new).limit(readerCount).toList();
        try (ReaderSwarm swarm = ReaderSwarm.connect(server.port(), firstLine, readers, READER_THREADS)) {
            Patience.until(
                    name + " sends to every reader",
                    () -> readers.stream().allMatch(reader -> reader.sampledLines() > 0));
            Thread.sleep(effort.warmUp().toMillis());
            Throughput turn = measure(readers, effort);
            if (swarm.connected() < readerCount) {
                throw new IOException(name + " cut off " + (readerCount - swarm.connected()) + " readers");
            }
            turns.add(turn);
            return turn;
        }
    }

    private Throughput measure(List<CountingReader> readers, Effort effort) throws InterruptedException {
        long before = bytes(readers);
        long start = System.nanoTime();
        Thread.sleep(effort.measured().toMillis());
        Patience.until(name + " sends more", () -> bytes(readers) > before);
        double seconds = (System.nanoTime() - start) / 1e9;
        return Throughput.of(readers, bytes(readers) - before, seconds);
    }

    private static long bytes(List<CountingReader> readers) {
        return readers.stream().mapToLong(CountingReader::bytes).sum();
    }

    @Override
    public void close() {
        server.close();
    }
}

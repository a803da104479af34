package io.millrace.bench.stream;

import java.util.List;

/**
 * What readers received together in a second.
 *
 * @param events lines
 * @param bytes bytes, line ends included
 */
record Throughput(double events, double bytes) {
    /** What readers received within a time, events by the length of the lines that were counted. */
    static Throughput of(List<CountingReader> readers, long bytes, double seconds) {
        double lines = readers.stream().mapToLong(CountingReader::sampledLines).sum();
        double linesBytes =
                readers.stream().mapToLong(CountingReader::sampledBytes).sum();
        return new Throughput(bytes / seconds * lines / linesBytes, bytes / seconds);
    }
}

package io.millrace.bench.stream;

import io.millrace.producer.generator.LineBuffer;
import io.millrace.producer.generator.SyntheticSource;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One thread encodes the synthetic events one after the other; an operation is one event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class Encoding {
    static final String BYTES = "bytes";
    private static final int BATCH = 256;

    private final SyntheticSource source = SampleLines.source();
    private final LineBuffer lines = new LineBuffer(1 << 20);
    private long next;

    /** The bytes of the lines, counted beside the operations. */
    @State(Scope.Thread)
    @AuxCounters
    public static class Written {
        public long bytes;
    }

    /** Encodes a block of events into a buffer that is used again. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public LineBuffer encode(Written written) {
        lines.reset();
        for (int i = 0; i < BATCH; i++, next++) {
            source.encode(next, next, SampleLines.TIMES, lines);
        }
        written.bytes += lines.length();
        return lines;
    }
}

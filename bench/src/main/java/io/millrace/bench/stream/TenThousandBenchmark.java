package io.millrace.bench.stream;

import io.millrace.bench.process.ChildJvm;
import io.millrace.bench.process.Heap;
import io.millrace.bench.report.Benchmark;
import io.millrace.bench.report.Delays;
import io.millrace.bench.report.Effort;
import io.millrace.bench.report.Target;
import io.millrace.stream.protocol.From;
import io.millrace.stream.protocol.Shard;
import io.millrace.stream.protocol.Subscription;
import io.millrace.stream.protocol.WireCodec;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Ten thousand readers of a stream of a hundred events a second, from a server with half a gigabyte of heap: how late each
 * event comes, and whether every reader gets all of them. Both sides need a limit of open files above ten thousand.
 */
public final class TenThousandBenchmark implements Benchmark {
    private static final int EVENTS_PER_SECOND = 100;
    private static final double MOST_MILLIS = 250;
    private static final int MOST_HEAP_MIB = 512;
    private static final int READER_THREADS = 2;
    private static final byte[] SUBSCRIPTION = WireCodec.encode(new Subscription(From.LATEST, null, Shard.ALL, null));

    @Override
    public List<Target> run(Effort effort, PrintStream out) throws IOException, InterruptedException {
        int count = effort.pick(10_000, 100);
        Delays delays = new Delays();
        KnownLines known = new KnownLines();
        List<TimingReader> readers = Stream.generate(() -> new TimingReader(delays, known, InstantSource.system()))
                .limit(count)
                .toList();
        try (ChildJvm producer = MeasuredProducer.start(
                        EVENTS_PER_SECOND,
                        List.of("-Xmx" + MOST_HEAP_MIB + "m"),
                        "--millrace.stream.max-readers=" + count,
                        "--millrace.generator.auto-start=false");
                ReaderSwarm swarm = ReaderSwarm.connect(producer.port(), SUBSCRIPTION, readers, READER_THREADS)) {
            Patience.until("every reader is subscribed", () -> readers.stream().allMatch(reader -> reader.next() >= 0));
            MeasuredProducer.begin(producer);
            measure(effort, delays);
            long complete = complete(readers, out);
            Heap heap = Heap.of(producer);
            print(out, producer, swarm, delays, heap);
            return List.of(
                    Target.atMost("p99 from stream time to the reader", delays.percentile(99), MOST_MILLIS, "ms"),
                    Target.atLeast("readers that got every event", (double) complete, count, ""),
                    Target.atMost("heap at its peak", heap.peakMebibytes(), MOST_HEAP_MIB, "MiB"));
        }
    }

    private static void measure(Effort effort, Delays delays) throws InterruptedException {
        Thread.sleep(effort.pick(Duration.ofSeconds(20), effort.warmUp()).toMillis());
        delays.record(true);
        Thread.sleep(effort.pick(Duration.ofSeconds(30), effort.measured()).toMillis());
        delays.record(false);
    }

    /** The readers that came, without a miss, as far as the one that was first when this began. */
    private static long complete(List<TimingReader> readers, PrintStream out) throws InterruptedException {
        long end = readers.stream().mapToLong(TimingReader::next).max().orElseThrow();
        Predicate<TimingReader> complete = reader -> reader.next() >= end && !reader.missed();
        BooleanSupplier settled = () -> readers.stream().allMatch(complete.or(TimingReader::missed));
        if (!Patience.shows(settled)) {
            out.println("after two minutes there are still readers without the events up to " + end);
        }
        return readers.stream().filter(complete).count();
    }

    private static void print(PrintStream out, ChildJvm producer, ReaderSwarm swarm, Delays delays, Heap heap) {
        out.printf(
                "%8s %12s %8s %8s %8s %10s %10s %8s%n",
                "readers", "deliveries", "p50 ms", "p99 ms", "max ms", "live MiB", "peak MiB", "CPU s");
        out.printf(
                Locale.ROOT,
                "%8d %12d %8.1f %8.1f %8.1f %10.1f %10.1f %8.1f%n",
                swarm.connected(),
                delays.count(),
                delays.percentile(50),
                delays.percentile(99),
                delays.longest(),
                heap.liveMebibytes(),
                heap.peakMebibytes(),
                producer.processorTime().toMillis() / 1e3);
    }
}

package io.millrace.bench.stream;

import io.millrace.bench.process.ChildJvm;
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
import java.util.stream.Stream;

/** What a producer costs that has little to do: ten thousand events a second to three readers. */
public final class IdleCostBenchmark implements Benchmark {
    private static final int EVENTS_PER_SECOND = 10_000;
    private static final int READERS = 3;
    private static final double MOST_PERCENT = 10;
    private static final byte[] SUBSCRIPTION = WireCodec.encode(new Subscription(From.LATEST, null, Shard.ALL, null));

    @Override
    public List<Target> run(Effort effort, PrintStream out) throws IOException, InterruptedException {
        Delays delays = new Delays();
        KnownLines known = new KnownLines();
        List<TimingReader> readers = Stream.generate(() -> new TimingReader(delays, known, InstantSource.system()))
                .limit(READERS)
                .toList();
        try (ChildJvm producer = MeasuredProducer.start(EVENTS_PER_SECOND, List.of());
                ReaderSwarm swarm = ReaderSwarm.connect(producer.port(), SUBSCRIPTION, readers, READERS)) {
            Patience.until("every reader is subscribed", () -> readers.stream().allMatch(reader -> reader.next() >= 0));
            Thread.sleep(effort.pick(Duration.ofSeconds(40), effort.warmUp()).toMillis());
            delays.record(true);
            Duration before = producer.processorTime();
            long start = System.nanoTime();
            Thread.sleep(effort.pick(Duration.ofSeconds(60), effort.measured()).toMillis());
            double used = producer.processorTime().minus(before).toNanos() / 1e9;
            double seconds = (System.nanoTime() - start) / 1e9;
            delays.record(false);
            double percent = 100 * used / seconds;
            out.printf("%8s %12s %10s %10s %10s%n", "readers", "deliveries/s", "CPU s", "of s", "p99 ms");
            out.printf(
                    Locale.ROOT,
                    "%8d %,12.0f %10.2f %10.1f %10.1f%n",
                    swarm.connected(),
                    delays.count() / seconds,
                    used,
                    seconds,
                    delays.percentile(99));
            return List.of(Target.atMost("of a core at 10 000 events/s to 3 readers", percent, MOST_PERCENT, "%"));
        }
    }
}

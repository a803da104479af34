package io.millrace.bench.stream;

import io.millrace.bench.process.ChildJvm;
import io.millrace.bench.report.Benchmark;
import io.millrace.bench.report.Effort;
import io.millrace.bench.report.Median;
import io.millrace.bench.report.Target;
import io.millrace.stream.protocol.From;
import io.millrace.stream.protocol.Shard;
import io.millrace.stream.protocol.Subscription;
import io.millrace.stream.protocol.WireCodec;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The greatest speed at which readers are served: Millrace, the naive producer, and the bare loop take turns. Millrace's
 * readers subscribe from the first event on and never reach the head, which runs ahead at ten million events a second.
 */
public final class FanOutBenchmark implements Benchmark {
    private static final double OF_NAIVE = 10;
    private static final byte[] SUBSCRIPTION = WireCodec.encode(new Subscription(From.EARLIEST, null, Shard.ALL, null));
    private static final int HEAD_RATE = 10_000_000;

    private final int readers;
    private final int writingThreads;
    private final double percentOfBareLoop;

    private FanOutBenchmark(int readers, int writingThreads, double percentOfBareLoop) {
        this.readers = readers;
        this.writingThreads = writingThreads;
        this.percentOfBareLoop = percentOfBareLoop;
    }

    /** One reader: at least ten times the naive producer and 35 % of the bare loop. */
    public static FanOutBenchmark oneReader() {
        return new FanOutBenchmark(1, 1, 35);
    }

    /** A hundred readers: in all at least ten times the naive producer and 60 % of the bare loop on as many threads. */
    public static FanOutBenchmark hundredReaders() {
        return new FanOutBenchmark(100, 2, 60);
    }

    @Override
    public List<Target> run(Effort effort, PrintStream out) throws IOException, InterruptedException {
        try (Candidate millrace =
                        new Candidate("millrace", MeasuredProducer.start(HEAD_RATE, List.of()), SUBSCRIPTION);
                Candidate naive = reference("naive producer", NaiveProducer.class, readers);
                Candidate bare = reference("bare loop", BareLoop.class, readers, writingThreads)) {
            List<Candidate> candidates = List.of(millrace, naive, bare);
            out.printf(Locale.ROOT, "%-16s %-8s %14s %10s%n", "to " + readers, "repeat", "events/s", "MB/s");
            for (int repeat = 1; repeat <= effort.repeats(); repeat++) {
                for (Candidate candidate : candidates) {
                    print(out, candidate, "" + repeat, candidate.takeTurn(readers, effort));
                }
            }
            for (Candidate candidate : candidates) {
                print(out, candidate, "median", median(candidate));
            }
            return List.of(
                    Target.atLeast("events/s of the naive producer's", ratio(millrace, naive), OF_NAIVE, "x"),
                    Target.atLeast(
                            "bytes/s of the bare loop's", 100 * byteRatio(millrace, bare), percentOfBareLoop, "%"));
        }
    }

    private static Candidate reference(String name, Class<?> main, Integer... arguments) throws IOException {
        List<String> texts = List.of(arguments).stream().map(String::valueOf).toList();
        return new Candidate(name, ChildJvm.start(main, List.of(), texts), new byte[0]);
    }

    private static void print(PrintStream out, Candidate candidate, String repeat, Throughput turn) {
        out.printf(
                Locale.ROOT,
                "%-16s %-8s %,14.0f %,10.0f%n",
                candidate.name(),
                repeat,
                turn.events(),
                turn.bytes() / 1e6);
    }

    private static Throughput median(Candidate candidate) {
        return new Throughput(
                median(candidate.turns(), Throughput::events), median(candidate.turns(), Throughput::bytes));
    }

    private static double median(List<Throughput> turns, ToDoubleFunction<Throughput> figure) {
        return Median.of(turns.stream().map(figure::applyAsDouble).toList());
    }

    private static double ratio(Candidate one, Candidate other) {
        return ratio(one, other, Throughput::events);
    }

    private static double byteRatio(Candidate one, Candidate other) {
        return ratio(one, other, Throughput::bytes);
    }

    /** The median of the ratios, turn by turn: what disturbs the machine for a while disturbs both. */
    private static double ratio(Candidate one, Candidate other, ToDoubleFunction<Throughput> figure) {
        List<Double> ratios = new ArrayList<>();
        for (int turn = 0; turn < one.turns().size(); turn++) {
            ratios.add(figure.applyAsDouble(one.turns().get(turn))
                    / figure.applyAsDouble(other.turns().get(turn)));
        }
        return Median.of(ratios);
    }
}

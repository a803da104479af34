package io.millrace.bench.report;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** One measurement that can be asked for. */
@FunctionalInterface
public interface Benchmark {
    /**
     * Measures and prints the figures as they come.
     *
     * @return the figures that have a target
     * @throws IOException if a server or reader cannot be started, or a connection breaks
     * @throws InterruptedException if the thread is interrupted while it measures
     */
    List<Target> run(Effort effort, PrintStream out) throws IOException, InterruptedException;
}

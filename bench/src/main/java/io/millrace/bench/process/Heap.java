package io.millrace.bench.process;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/**
 * The heap of a JVM.
 *
 * @param live bytes after a garbage collection
 * @param peak the most bytes at a time, garbage included
 */
public record Heap(long live, long peak) {
    /** What a child is asked for its heap. */
    public static final String QUESTION = "heap";

    private static final double MEBIBYTE = 1 << 20;

    /** Has a child collect its garbage and tell its heap. */
    public static Heap of(ChildJvm child) {
        String[] figures = child.ask(QUESTION).split(" ", -1);
        return new Heap(Long.parseLong(figures[0]), Long.parseLong(figures[1]));
    }

    /** A child's answer: collects its garbage and tells its heap. */
    public static String answer() {
        long peak = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
        ManagementFactory.getMemoryMXBean().gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + " " + peak;
    }

    /** {@link #live} in MiB. */
    public double liveMebibytes() {
        return live / MEBIBYTE;
    }

    /** {@link #peak} in MiB. */
    public double peakMebibytes() {
        return peak / MEBIBYTE;
    }
}

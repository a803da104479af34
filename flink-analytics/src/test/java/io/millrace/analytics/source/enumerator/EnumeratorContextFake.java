package io.millrace.analytics.source.enumerator;

import io.millrace.analytics.source.split.EventSplit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.flink.api.connector.source.ReaderInfo;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.connector.source.SplitsAssignment;
import org.apache.flink.metrics.groups.SplitEnumeratorMetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.jspecify.annotations.Nullable;

/** Stands in for Flink's coordinator: runs the periodic call when the test says so, and notes what readers are sent. */
final class EnumeratorContextFake implements SplitEnumeratorContext<EventSplit> {
    private final int parallelism;
    private final Map<Integer, ReaderInfo> readers = new LinkedHashMap<>();
    private @Nullable Runnable periodic;

    /** What was sent, in order, as {@code <reader> <- <split> @<next>} or {@code <reader> <- <event>}. */
    final List<String> sent = new ArrayList<>();

    EnumeratorContextFake(int parallelism) {
        this.parallelism = parallelism;
    }

    void register(int reader) {
        readers.put(reader, new ReaderInfo(reader, "localhost"));
    }

    void unregister(int reader) {
        readers.remove(reader);
    }

    void tick() {
        if (periodic == null) {
            throw new AssertionError("nothing is called periodically");
        }
        periodic.run();
    }

    boolean isPeriodic() {
        return periodic != null;
    }

    @Override
    public <T> void callAsync(Callable<T> call, BiConsumer<T, Throwable> handler, long delay, long period) {
        periodic = () -> run(call, handler);
    }

    @SuppressWarnings("NullAway") // Flink passes null for the result or the failure.
    private static <T> void run(Callable<T> call, BiConsumer<T, Throwable> handler) {
        T result;
        try {
            result = call.call();
        } catch (Exception e) {
            handler.accept(null, e);
            return;
        }
        handler.accept(result, null);
    }

    @Override
    public <T> void callAsync(Callable<T> call, BiConsumer<T, Throwable> handler) {
        run(call, handler);
    }

    @Override
    public void assignSplits(SplitsAssignment<EventSplit> assignment) {
        assignment
                .assignment()
                .forEach((reader, splits) ->
                        splits.forEach(split -> sent.add(reader + " <- " + split.splitId() + " @" + split.next())));
    }

    @Override
    public void sendEventToSourceReader(int reader, SourceEvent event) {
        sent.add(reader + " <- " + event);
    }

    @Override
    public SplitEnumeratorMetricGroup metricGroup() {
        return UnregisteredMetricsGroup.createSplitEnumeratorMetricGroup();
    }

    @Override
    public int currentParallelism() {
        return parallelism;
    }

    @Override
    public Map<Integer, ReaderInfo> registeredReaders() {
        return readers;
    }

    @Override
    public void signalNoMoreSplits(int reader) {
        throw new AssertionError("streams have no end");
    }

    @Override
    public void runInCoordinatorThread(Runnable work) {
        work.run();
    }
}

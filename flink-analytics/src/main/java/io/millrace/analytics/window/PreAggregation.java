package io.millrace.analytics.window;

import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.analytics.settings.WindowSettings;
import io.millrace.stream.event.EventView;
import io.millrace.stream.result.TimeSpan;
import io.millrace.stream.result.WindowCount;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongPredicate;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Counts events in memory before they are shuffled, so that a frequent key costs no more than a rare one. What it counted
 * goes on before the watermark that closes the window, before every checkpoint, and when it holds too many keys: it keeps
 * nothing that a checkpoint does not.
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState and open before anything else.
final class PreAggregation extends AbstractStreamOperator<WindowCount>
        implements OneInputStreamOperator<ReceivedEvent, WindowCount> {
    private static final long serialVersionUID = 1L;

    /** About 10 MB; 70 MB if all are as long as keys may be. */
    static final int MOST_KEYS = 100_000;

    private final WindowSettings settings;
    private final int mostKeys;

    private transient Map<Window, WindowTally> tallies;
    private transient @Nullable Window lastWindow;
    private transient @Nullable WindowTally lastTally;
    private transient int keys;
    private transient OpenWindows openWindows;

    private record Window(String stream, long start) {}

    PreAggregation(WindowSettings settings, int mostKeys) {
        this.settings = settings;
        this.mostKeys = mostKeys;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        openWindows = new OpenWindows(context);
    }

    @Override
    public void open() throws Exception {
        super.open();
        tallies = new HashMap<>();
        getMetricGroup().gauge("openWindowEvents", this::openWindowEvents);
    }

    /** The number of events counted in windows that are not closed yet. */
    long openWindowEvents() {
        return openWindows.events();
    }

    @Override
    public void processElement(StreamRecord<ReceivedEvent> element) {
        ReceivedEvent received = element.getValue();
        EventView event = received.event();
        if (event == null) {
            throw new IllegalStateException("a line that is no event was not put aside: " + received);
        }
        long start = settings.startOf(received.time());
        keys += tallyOf(received.stream(), start).add(event);
        openWindows.add(start);
        if (keys > mostKeys) {
            flush(window -> true);
        }
    }

    private WindowTally tallyOf(String stream, long start) {
        Window window = lastWindow;
        WindowTally tally = lastTally;
        if (window == null
                || tally == null
                || window.start() != start
                || !window.stream().equals(stream)) {
            window = new Window(stream, start);
            tally = tallies.computeIfAbsent(window, key -> new WindowTally());
            lastWindow = window;
            lastTally = tally;
        }
        return tally;
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        long watermark = mark.getTimestamp();
        flush(start -> settings.closingOf(start) <= watermark);
        openWindows.removeIf(start -> settings.closingOf(start) <= watermark);
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) {
        flush(start -> true);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        openWindows.snapshot();
    }

    @Override
    public void finish() throws Exception {
        flush(start -> true);
        super.finish();
    }

    private void flush(LongPredicate byStart) {
        boolean flushed = tallies.entrySet().removeIf(entry -> {
            boolean due = byStart.test(entry.getKey().start());
            if (due) {
                emit(entry.getKey(), entry.getValue());
            }
            return due;
        });
        if (flushed) {
            lastWindow = null;
            lastTally = null;
            keys = tallies.values().stream().mapToInt(WindowTally::keys).sum();
        }
    }

    private void emit(Window window, WindowTally tally) {
        TimeSpan span = settings.windowOf(window.start());
        StreamRecord<WindowCount> record = new StreamRecord<>(null, window.start());
        tally.forEach((dimension, key, events) -> output.collect(
                record.replace(WindowCount.of(settings.resultsName(), window.stream(), span, dimension, key, events))));
    }
}

package io.millrace.analytics.logon;

import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.analytics.settings.WindowSettings;
import io.millrace.stream.event.EventView;
import io.millrace.stream.result.LogonRatio;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongPredicate;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;

/**
 * Counts logons in memory before they are shuffled, so that a user or an address under attack costs no more than any other.
 * What it counted goes on before the watermark that closes the window, before every checkpoint, and when it holds too many
 * keys: it keeps nothing that a checkpoint does not.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open before anything else.
final class LogonPreAggregation extends AbstractStreamOperator<LogonRatio>
        implements OneInputStreamOperator<ReceivedEvent, LogonRatio> {
    private static final long serialVersionUID = 1L;

    /** About 10 MB; 70 MB if all are as long as keys may be. */
    static final int MOST_KEYS = 100_000;

    private final WindowSettings settings;
    private final int mostKeys;

    private transient Map<Key, Tally> tallies;

    /** The start of the earliest window in them: nearly all watermarks close none, and should not look at every key. */
    private transient long earliest;

    private record Key(String stream, long start, String dimension, String key) {}

    /** Numbers that are counted up in place. */
    private static final class Tally {
        private long failures;
        private long total;
    }

    LogonPreAggregation(WindowSettings settings, int mostKeys) {
        this.settings = settings;
        this.mostKeys = mostKeys;
    }

    @Override
    public void open() throws Exception {
        super.open();
        tallies = new HashMap<>();
        earliest = Long.MAX_VALUE;
    }

    @Override
    public void processElement(StreamRecord<ReceivedEvent> element) {
        ReceivedEvent received = element.getValue();
        EventView event = received.event();
        if (event == null) {
            throw new IllegalStateException("a line that is no event was not put aside: " + received);
        }
        Logon logon = Logon.of(event);
        if (logon == null) {
            return;
        }
        long start = settings.startOf(received.time());
        add(received.stream(), start, LogonRatio.USER, logon.user(), logon.failed());
        add(received.stream(), start, LogonRatio.ADDRESS, logon.address(), logon.failed());
        if (tallies.size() > mostKeys) {
            flush(window -> true);
        }
    }

    private void add(String stream, long start, String dimension, @Nullable String key, boolean failed) {
        if (key != null) {
            Tally tally = tallies.computeIfAbsent(new Key(stream, start, dimension, key), unseen -> new Tally());
            earliest = Math.min(earliest, start);
            tally.total++;
            tally.failures += failed ? 1 : 0;
        }
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        long watermark = mark.getTimestamp();
        if (earliest < Long.MAX_VALUE && settings.closingOf(earliest) <= watermark) {
            flush(start -> settings.closingOf(start) <= watermark);
        }
        super.processWatermark(mark);
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpoint) {
        flush(start -> true);
    }

    @Override
    public void finish() throws Exception {
        flush(start -> true);
        super.finish();
    }

    private void flush(LongPredicate byStart) {
        tallies.entrySet().removeIf(entry -> {
            boolean due = byStart.test(entry.getKey().start());
            if (due) {
                emit(entry.getKey(), entry.getValue());
            }
            return due;
        });
        earliest = tallies.keySet().stream().mapToLong(Key::start).min().orElse(Long.MAX_VALUE);
    }

    private void emit(Key key, Tally tally) {
        LogonRatio partial = LogonRatio.of(
                settings.resultsName(),
                key.stream(),
                settings.windowOf(key.start()),
                key.dimension(),
                key.key(),
                tally.failures,
                tally.total);
        output.collect(new StreamRecord<>(partial, key.start()));
    }
}

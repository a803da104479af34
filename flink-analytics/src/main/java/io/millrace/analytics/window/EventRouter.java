package io.millrace.analytics.window;

import io.millrace.analytics.event.ReceivedEvent;
import io.millrace.analytics.event.UnreadableLine;
import io.millrace.analytics.settings.WindowSettings;
import io.millrace.stream.event.EventView;
import io.millrace.stream.result.DeadLetter;
import io.millrace.stream.result.LateEvent;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;

/**
 * Decides, once for each line, where it belongs: events on time go on, lines that are no events and events whose window is
 * closed go to the side.
 *
 * <p>Flink forgets watermarks when it restores a job, while the state of the windows remembers which were closed. An event
 * for a closed window would then open it a second time; so the watermark is kept in the checkpoint. What closed windows was
 * the lowest watermark of all subtasks that are not idle: that one is the floor after a restore, also at another
 * parallelism.
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState and open before anything else.
final class EventRouter extends AbstractStreamOperator<ReceivedEvent>
        implements OneInputStreamOperator<ReceivedEvent, ReceivedEvent> {
    private static final long serialVersionUID = 1L;
    private static final ListStateDescriptor<Long> WATERMARK = new ListStateDescriptor<>("watermark", Types.LONG);

    private final WindowSettings settings;
    private final OutputTag<DeadLetter> deadLetters;
    private final OutputTag<LateEvent> lateEvents;

    private transient ListState<Long> watermarks;
    private transient Counter late;
    private transient boolean idle;
    private transient long watermark;

    EventRouter(WindowSettings settings, OutputTag<DeadLetter> deadLetters, OutputTag<LateEvent> lateEvents) {
        this.settings = settings;
        this.deadLetters = deadLetters;
        this.lateEvents = lateEvents;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        watermarks = context.getOperatorStateStore().getUnionListState(WATERMARK);
        watermark = Long.MIN_VALUE;
        if (context.isRestored()) {
            long floor = Long.MAX_VALUE;
            for (Long stored : watermarks.get()) {
                floor = Math.min(floor, stored);
            }
            watermark = floor == Long.MAX_VALUE ? Long.MIN_VALUE : floor;
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        watermarks.update(idle ? List.of() : List.of(watermark));
    }

    @Override
    public void open() throws Exception {
        super.open();
        late = getMetricGroup().counter("lateEvents");
    }

    @Override
    public void processElement(StreamRecord<ReceivedEvent> element) {
        ReceivedEvent received = element.getValue();
        EventView event = received.event();
        UnreadableLine unreadable = received.unreadable();
        if (unreadable != null) {
            reject(received, unreadable);
        } else if (event != null) {
            long start = settings.startOf(received.time());
            if (settings.closingOf(start) <= watermark) {
                late(received, event, start);
            } else {
                output.collect(element);
            }
        }
    }

    private void reject(ReceivedEvent received, UnreadableLine line) {
        DeadLetter letter = DeadLetter.of(
                settings.resultsName(),
                received.stream(),
                received.sequence(),
                line.reason(),
                line.line(),
                line.length());
        output.collect(deadLetters, new StreamRecord<>(letter, received.time()));
    }

    private void late(ReceivedEvent received, EventView event, long start) {
        late.inc();
        LateEvent missed = LateEvent.of(
                settings.resultsName(),
                received.stream(),
                received.sequence(),
                Instant.ofEpochMilli(received.time()),
                settings.windowOf(start),
                event.whole());
        output.collect(lateEvents, new StreamRecord<>(missed, received.time()));
    }

    @Override
    public void processWatermark(Watermark mark) throws Exception {
        watermark = Math.max(watermark, mark.getTimestamp());
        super.processWatermark(mark);
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        idle = status.isIdle();
        super.processWatermarkStatus(status);
    }
}
